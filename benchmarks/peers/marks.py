"""Tells whoever started this process where the measured span begins and ends, and waits for him."""
import json, sys


def say(mark):
    print(mark, flush=True)
    sys.stdin.readline()


def span(operations, work):
    say("begin")
    work()
    say("end")
    print(json.dumps({"operations": operations}), flush=True)


def nodes(folder, count):
    found = []
    with open(f"{folder}/hosts.rebe") as f:
        for line in f:
            user, rest = line.split()[0].split("@")
            host, port = rest.rsplit(":", 1)
            found.append((user, host, int(port)))
    return found[:count]
