"""A line server that thinks about each line for a while before it answers "reply to LINE".

usage: slow_server.py plain            TCP
       slow_server.py asyncio PEM      TLS on asyncio, which takes close_notify for the end and drops what it still owes
(prints "listens on 127.0.0.1:PORT")
"""
import asyncio
import ssl
import sys

THINKS_SECONDS = 0.4


async def answer(reader, writer):
    while line := await reader.readline():
        await asyncio.sleep(THINKS_SECONDS)
        writer.write(b"reply to " + line)
    writer.close()


async def main(kind, *pem):
    tls = None
    if kind == "asyncio":
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*pem)
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=tls)
    print("listens on 127.0.0.1:%d" % server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
