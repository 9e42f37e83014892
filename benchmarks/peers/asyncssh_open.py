#!/usr/bin/env python3
"""asyncssh_open.py DIR NODES CONCURRENCY ROUNDS COMMAND: commands over connections that are open, one event loop."""
import asyncio, sys

sys.dont_write_bytecode = True
import asyncssh

import marks

folder, count, concurrency, rounds, command = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
loop = asyncio.new_event_loop()
free = asyncio.Semaphore(concurrency)
key = asyncssh.read_private_key(f"{folder}/id_ed25519")
host_key = asyncssh.read_public_key(f"{folder}/host_ed25519.pub")


async def connect(user, host, port):
    async with free:
        return await asyncssh.connect(
            host, port, username=user, client_keys=[key], known_hosts=([host_key], [], []), agent_path=None, config=None,
            x509_trusted_certs=None, preferred_auth="publickey", login_timeout=120)


async def run(session):
    async with free:
        if not (await session.run(command, check=True)).stdout:
            raise RuntimeError("nothing was printed")


async def each(times):
    for _ in range(times):
        await asyncio.gather(*[run(session) for session in sessions])


async def connect_all():
    return await asyncio.gather(*[connect(*node) for node in marks.nodes(folder, count)])


sessions = loop.run_until_complete(connect_all())
loop.run_until_complete(each(1))
marks.span(rounds * count, lambda: loop.run_until_complete(each(rounds)))
