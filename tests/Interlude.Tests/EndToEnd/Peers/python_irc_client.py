"""A client on the python irc package: joins #dev, says what it is told to on standard input, prints what it sees, a line each."""
import sys
import threading

import irc.client


def main():
    port, nick = int(sys.argv[1]), sys.argv[2]
    reactor = (getattr(irc.client, "Reactor", None) or irc.client.IRC)()  # its name in old versions
    server = reactor.server().connect("127.0.0.1", port, nick, username="pyth", ircname="On python-irc")

    def show(name, words):
        server.add_global_handler(name, lambda _, event: print(*words(event), flush=True), 0)

    server.add_global_handler("welcome", lambda connection, _: connection.join("#dev"), 0)
    show("join", lambda e: ("joined", e.source.nick, e.target))
    show("pubmsg", lambda e: ("said", "privmsg", e.source.nick, e.target, e.arguments[0]))
    show("action", lambda e: ("said", "action", e.source.nick, e.target, e.arguments[0]))
    show("nick", lambda e: ("renamed", e.source.nick, e.target))
    show("mode", lambda e: ("mode", e.source.nick, e.target, *e.arguments))
    show("currenttopic", lambda e: ("topic", *e.arguments))
    show("topic", lambda e: ("topic", e.target, *e.arguments))
    show("kick", lambda e: ("kicked", e.arguments[0], e.target, e.source.nick, e.arguments[1]))

    def say():
        for line in sys.stdin:
            server.privmsg("#dev", line.rstrip("\n"))

    threading.Thread(target=say, daemon=True).start()
    reactor.process_forever()


main()
