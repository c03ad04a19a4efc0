"""An echo server of lines as people write one with asyncio: a protocol class that looks for the delimiter in a bytearray
and remembers where its search stopped. The peer that bench/echo compares with. Usage: echo_server.py PORT"""
import asyncio
import sys

DELIMITER = b"\r\n"


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.received = bytearray()
        self.searched = 0

    def data_received(self, data):
        self.received += data
        while (end := self.received.find(DELIMITER, self.searched)) >= 0:
            line = bytes(self.received[:end])
            self.received = self.received[end + len(DELIMITER):]
            self.searched = 0
            if line == b".":
                self.transport.close()
                return
            self.transport.write(b"You sent: ")
            self.transport.write(line)
            self.transport.write(DELIMITER)
        self.searched = max(0, len(self.received) - len(DELIMITER) + 1)


async def main():
    server = await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


asyncio.run(main())
