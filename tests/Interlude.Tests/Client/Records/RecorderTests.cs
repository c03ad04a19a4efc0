using System.Text;
using Interlude.Client.Records;

namespace Interlude.Tests.Client.Records;

public class RecorderTests
{
    [Theory]
    [InlineData("PASS tiger")]
    [InlineData("PASS\ttiger")]
    [InlineData("/login:tiger")]
    [InlineData("PRIVMSG NickServ :IDENTIFY tiger")]
    public void A_secret_is_written_nowhere(string line)
    {
        var stream = new MemoryStream();
        using (var recorder = new Recorder(TimeProvider.System))
        {
            recorder.Add(stream, RecordFormat.Text);

            recorder.Record(LineDirection.Sent, Encoding.UTF8.GetBytes(line));
        }

        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.DoesNotContain("tiger", text, StringComparison.Ordinal);
        Assert.EndsWith(" ***\n", text, StringComparison.Ordinal);
    }
}
