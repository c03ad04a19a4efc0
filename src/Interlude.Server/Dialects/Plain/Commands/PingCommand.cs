namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class PingCommand() : PlainCommand("ping", "[TEXT]", "answers * Pong, when all that you sent before has reached everybody")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            client.Say($"* Pong.");
        }
        else
        {
            client.Say($"* Pong: {Texts.From(arguments)}");
        }
    }
}
