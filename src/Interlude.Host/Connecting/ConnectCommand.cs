using System.CommandLine;

namespace Interlude.Host.Connecting;

/// <summary><c>interlude connect</c>: a keyboard, a pipe or a script, and a line server.</summary>
internal static class ConnectCommand
{
    public static Command Create()
    {
        var command = new Command("connect", "Talk with a line server: at a keyboard, in a pipe, or in a script.");
        var (destination, security, framing, talk, session) =
            (new DestinationOptions(), new SecurityOptions(), new FramingOptions(), new TalkOptions(), new SessionOptions());
        destination.AddTo(command);
        security.AddTo(command);
        framing.AddTo(command);
        talk.AddTo(command);
        session.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!destination.TryRead(parsed, out var where, out var error)
                || !security.TryRead(parsed, where, out var tls, out error)
                || !session.TryReadLogin(parsed, out var login, out error))
            {
                return Refuse(error);
            }

            var opening = destination.Read(parsed, framing.Read(parsed, where)) with { Tls = tls, StartTls = parsed.GetValue(security.StartTls) };
            if ((opening.Check(where) ?? talk.Check(parsed, security.CanHalfClose(parsed, where)) ?? framing.Check(parsed, where, talk)
                ?? (parsed.GetValue(security.Info) && parsed.GetValue(session.Reconnect) ? "--tls-info tells of one connection, and --reconnect makes many; leave one of them away." : null)) is { } misfit)
            {
                return Refuse(misfit);
            }

            var run = new ConnectRun(parsed, where, opening, login, security, framing, talk, session);
            var ending = await run.RunAsync(cancellationToken);
            if (ending.Sentence is not null)
            {
                ConnectRun.Tell(ending.Sentence);
            }

            return ending.Code;
        });
        return command;
    }

    private static int Refuse(string sentence)
    {
        ConnectRun.Tell($"{sentence} Type interlude connect --help for more.");
        return ExitCode.Usage;
    }
}
