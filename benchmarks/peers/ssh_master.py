#!/usr/bin/env python3
"""ssh_master.py DIR NODES CONCURRENCY ROUNDS COMMAND: ssh over masters that are open, a process for each command."""
import subprocess, sys, time
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
import marks

folder, count, concurrency, rounds, command = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
hosts = [host for _, host, _ in marks.nodes(folder, count)]


def ssh(host, *words):
    return ["ssh", "-F", f"{folder}/ssh_config.bench", "-o", f"ControlPath={folder}/m-%h", *words, host]


def run(host):
    said = subprocess.run(ssh(host) + [command], stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
    if not said:
        raise RuntimeError(f"{host} printed nothing")


def open_master(host):
    master = subprocess.Popen(ssh(host, "-M", "-N"), stdin=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while subprocess.run(ssh(host, "-O", "check"), capture_output=True).returncode != 0:
        if time.monotonic() > until or master.poll() is not None:
            raise RuntimeError(f"no master for {host}")
        time.sleep(0.05)
    return master


with ThreadPoolExecutor(concurrency) as threads:
    masters = list(threads.map(open_master, hosts))
    try:
        list(threads.map(run, hosts))
        marks.span(rounds * count, lambda: list(threads.map(run, hosts * rounds)))
    finally:
        for master in masters:
            master.terminate()
        for master in masters:
            master.wait()
