#!/usr/bin/env python3
"""paramiko_open.py DIR NODES CONCURRENCY ROUNDS COMMAND: commands over connections that are open, threads."""
import os, sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
import paramiko

import marks

folder, count, concurrency, rounds, command = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]


def connect(node):
    user, host, port = node
    client = paramiko.SSHClient()
    client.load_host_keys(f"{folder}/known_hosts")
    client.connect(host, port, user, key_filename=f"{folder}/id_ed25519", allow_agent=False, look_for_keys=False, timeout=60)
    return client


def run(client):
    _, out, _ = client.exec_command(command)
    if not out.read() or out.channel.recv_exit_status() != 0:
        raise RuntimeError("the command failed")


with ThreadPoolExecutor(concurrency) as threads:
    clients = list(threads.map(connect, marks.nodes(folder, count)))
    list(threads.map(run, clients))
    marks.span(rounds * count, lambda: list(threads.map(run, clients * rounds)))
os._exit(0)
