
namespace Interlude.Tests.Server.Dialects.Plain;

public class PlainTranscriptTests
{
    [Theory]
    [InlineData("Plain/session.txt")]
    public void Everybody_sees_what_the_transcript_says(string path) => Transcript.Check(path);
}
