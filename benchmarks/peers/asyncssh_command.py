#!/usr/bin/env python3
"""asyncssh_command.py DIR COUNT CONCURRENCY COMMAND: one command on each node, one process, one event loop."""
import asyncio, sys

import asyncssh

folder, count, concurrency, command = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]


def nodes():
    with open(f"{folder}/hosts.rebe") as f:
        for line in f:
            user, rest = line.split()[0].split("@")
            host, port = rest.rsplit(":", 1)
            yield user, host, int(port)


async def main():
    free = asyncio.Semaphore(concurrency)
    key = asyncssh.read_private_key(f"{folder}/id_ed25519")
    host_key = asyncssh.read_public_key(f"{folder}/host_ed25519.pub")

    async def run(user, host, port):
        async with free:
            async with asyncssh.connect(
                host, port, username=user, client_keys=[key], known_hosts=([host_key], [], []),
                agent_path=None, config=None, x509_trusted_certs=None, preferred_auth="publickey",
                login_timeout=120,
            ) as session:
                print((await session.run(command, check=True)).stdout, end="")

    await asyncio.gather(*[run(*node) for node in list(nodes())[:count]])


asyncio.run(main())
