using System.Security.Cryptography;
using System.Text;
using Interlude.Host.Passwords;
using Interlude.Server.Accounts;

namespace Interlude.Tests.Server.Accounts;

/// <summary>RFC 7677, 3: the example of an exchange, with user "user" and password "pencil".</summary>
public sealed class ScramVerifierTests
{
    private const string Message = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
        + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
        + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    [Fact]
    public void The_example_of_the_specification_holds()
    {
        Assert.True(ScramVerifier.TryParse(Pencil(), out var verifier));

        Assert.Equal((4096, "W22ZaJ0SNY7soEsUEjb6gQ=="), (verifier.Rounds, verifier.Salt));
        Assert.True(verifier.Fits(Convert.FromBase64String("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="), Encoding.ASCII.GetBytes(Message)));
        Assert.Equal("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Convert.ToBase64String(verifier.Sign(Encoding.ASCII.GetBytes(Message))));
    }

    [Theory]
    [InlineData("eHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")]
    [InlineData("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7Andw==")]
    [InlineData("")]
    public void Another_proof_does_not(string proof)
    {
        Assert.True(ScramVerifier.TryParse(Pencil(), out var verifier));

        Assert.False(verifier.Fits(Convert.FromBase64String(proof), Encoding.ASCII.GetBytes(Message)));
    }

    [Fact]
    public void What_the_program_makes_is_read()
    {
        var made = PasswordVerifier.Create("secret"u8, PasswordVerifier.LeastRounds).ToString();

        Assert.True(ScramVerifier.TryParse(made, out var verifier));
        Assert.Equal(PasswordVerifier.LeastRounds, verifier.Rounds);
    }

    [Fact]
    public void A_fake_looks_like_any_other_and_is_the_same_each_time()
    {
        var fake = ScramVerifier.Fake("key"u8, "ana", 4096);

        Assert.Equal(fake, ScramVerifier.Fake("key"u8, "ana", 4096));
        Assert.NotEqual(fake, ScramVerifier.Fake("other"u8, "ana", 4096));
        Assert.NotEqual(fake, ScramVerifier.Fake("key"u8, "bob", 4096));
        Assert.True(PasswordVerifier.TryParse(fake, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SCRAM-SHA-1$4096:c2FsdA==$AAAA:AAAA")]
    [InlineData("SCRAM-SHA-256$4096:c2FsdA==$AAAA:AAAA")]
    public void Anything_else_is_none(string text) => Assert.False(ScramVerifier.TryParse(text, out _));

    private static string Pencil()
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2("pencil"u8, Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        return $"SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==${Convert.ToBase64String(stored)}:{Convert.ToBase64String(HMACSHA256.HashData(salted, "Server Key"u8))}";
    }
}
