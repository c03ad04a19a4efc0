"""A line client on asyncio, as the original behaves: it sends a line of its input, waits for the reply, prints it, and
sends the next; it ends when the server closes.

usage: line_client.py HOST PORT
"""
import asyncio
import sys

END = b"\r\n"


class Client(asyncio.Protocol):
    def __init__(self, gone):
        self.gone = gone
        self.rest = b""

    def connection_made(self, transport):
        self.transport = transport
        self.send_next()

    def data_received(self, data):
        *lines, self.rest = (self.rest + data).split(END)
        for line in lines:
            print(line.decode(), flush=True)
            self.send_next()

    def connection_lost(self, problem):
        self.gone.set_result(problem)

    def send_next(self):
        self.transport.write(input().encode() + END)


async def main(host, port):
    loop = asyncio.get_running_loop()
    gone = loop.create_future()
    transport, _ = await loop.create_connection(lambda: Client(gone), host, port)
    try:
        if await gone is not None:
            sys.exit(1)
    finally:
        transport.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
