#!/usr/bin/env python3
"""paramiko_command.py DIR COUNT CONCURRENCY COMMAND: one command on each node, one process, a pool of threads."""
import base64, sys
from concurrent.futures import ThreadPoolExecutor

import paramiko

folder, count, concurrency, command = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
key = paramiko.Ed25519Key.from_private_key_file(f"{folder}/id_ed25519")
with open(f"{folder}/host_ed25519.pub") as f:
    host_key = paramiko.Ed25519Key(data=base64.b64decode(f.read().split()[1]))


def nodes():
    with open(f"{folder}/hosts.rebe") as f:
        for line in f:
            user, rest = line.split()[0].split("@")
            host, port = rest.rsplit(":", 1)
            yield user, host, int(port)


def run(node):
    user, host, port = node
    with paramiko.SSHClient() as client:
        client.get_host_keys().add(f"[{host}]:{port}", "ssh-ed25519", host_key)
        client.connect(
            host, port, user, pkey=key, allow_agent=False, look_for_keys=False,
            banner_timeout=120, auth_timeout=120, timeout=120,
        )
        _, out, _ = client.exec_command(command)
        text = out.read()
        if out.channel.recv_exit_status() != 0:
            raise SystemExit(f"{host}: {command} failed")
        return text.decode()


with ThreadPoolExecutor(concurrency) as pool:
    for text in pool.map(run, list(nodes())[:count]):
        print(text, end="")
