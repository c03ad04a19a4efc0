"""A line echo server on asyncio, as the original behaves: CR LF ends a line, a single dot closes.

usage: echo_server.py        (prints "listens on 127.0.0.1:PORT")
"""
import asyncio

END = b"\r\n"


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.rest = b""

    def data_received(self, data):
        *lines, self.rest = (self.rest + data).split(END)
        for line in lines:
            if line == b".":
                self.transport.close()
                return
            self.transport.write(b"You sent: " + line + END)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    print("listens on 127.0.0.1:%d" % server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
