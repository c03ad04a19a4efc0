namespace Interlude.Host.Connecting;

/// <summary>What <c>interlude connect --help</c> teaches by.</summary>
internal static class ConnectExamples
{
    public const string Text = """
        Examples:
          Talk at a keyboard: what comes in appears above the line that you type.
            interlude connect chat.example 6667 --irc
            interlude connect tls://chat.example:6697 --irc --reconnect --login ~/.chat-login

          In a pipe: lines go out, replies come back, and no reply is lost without a word.
            printf 'one\ntwo\n' | interlude connect localhost 8007
            interlude connect localhost 8007 --at-end 'replies 2' < questions > answers

          In a script: say, wait, and tell by the exit code whether it came.
            interlude connect mail.example 25 --expect ^220 --send 'EHLO me' --until '^250 ' --send QUIT --expect ^221
            interlude connect tls://cache.example:6380 --send PING --expect PONG --timeout 2

          TLS: the server is verified unless you say otherwise.
            interlude connect tls://chat.example:6697 --ca ca.pem --cert me.pem --tls-info
            interlude connect chat.example 6667 --starttls irc

          Other ways: a Unix socket, a web socket, a program, a proxy.
            interlude connect unix:///run/chat.sock
            interlude connect wss://chat.example/socket --subprotocol text.ircv3.net
            interlude connect --exec 'ssh host nc localhost 8007'
            interlude connect chat.example 6667 --proxy socks5://localhost:9050

          Look closer: both ways as JSON, and a log with times.
            interlude connect localhost 8007 --send hello --json
            interlude connect localhost 8007 --log talk.log

        Exit codes:
          0 all went well          3 no connection               6 broken off, or something missing
          1 another failure        4 no TLS, or not verified     7 an expected line did not come
          2 a wrong command line   5 a time limit ran out
        """;
}
