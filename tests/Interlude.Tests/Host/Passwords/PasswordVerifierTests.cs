using System.Security.Cryptography;
using Interlude.Host.Passwords;

namespace Interlude.Tests.Host.Passwords;

public class PasswordVerifierTests
{
    // Made from RFC 7677, section 3: user "user", password "pencil", 4096 rounds. The server's proof there fits ServerKey.
    private const string Pencil =
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    [Fact]
    public void A_password_fits_what_was_made_of_it_and_another_does_not()
    {
        var text = PasswordVerifier.Create("correct horse"u8, PasswordVerifier.LeastRounds).ToString();

        Assert.Matches(@"^SCRAM-SHA-256\$4096:[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$", text);
        Assert.True(PasswordVerifier.TryParse(text, out var verifier));
        Assert.True(verifier.Fits("correct horse"u8));
        Assert.False(verifier.Fits("correct horsf"u8));
        Assert.False(verifier.Fits(""u8));
        Assert.Equal(text, verifier.ToString());
    }

    [Fact]
    public void The_salt_is_new_each_time() => Assert.NotEqual(
        PasswordVerifier.Create("a"u8, PasswordVerifier.LeastRounds).ToString(), PasswordVerifier.Create("a"u8, PasswordVerifier.LeastRounds).ToString());

    [Fact]
    public void The_keys_are_those_of_the_standard()
    {
        Assert.True(PasswordVerifier.TryParse(Pencil, out var verifier));
        Assert.True(verifier.Fits("pencil"u8));

        // RFC 7677, section 3: v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=
        var serverKey = Convert.FromBase64String(Pencil.Split(':')[^1]);
        const string authentication = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        Assert.Equal(
            "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
            Convert.ToBase64String(HMACSHA256.HashData(serverKey, System.Text.Encoding.ASCII.GetBytes(authentication))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("SCRAM-SHA-1$4096:W22ZaJ0SNY7soEsUEjb6gQ==$a:b")]
    [InlineData("SCRAM-SHA-256$4095:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")]
    [InlineData("SCRAM-SHA-256$99999999:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")]
    [InlineData("SCRAM-SHA-256$4096:W22Z$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")]
    [InlineData("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")]
    [InlineData("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=")]
    [InlineData("SCRAM-SHA-256$4096:!$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")]
    public void Other_texts_are_refused(string text) => Assert.False(PasswordVerifier.TryParse(text, out _));
}
