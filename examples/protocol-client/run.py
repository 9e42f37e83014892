"""python3 run.py CARRIER NODE [--impact none|changes|destroys] -- PROGRAM ARGUMENT..."""

import argparse
import sys

import session


def main():
    parser = argparse.ArgumentParser(description="Runs a command on a node behind an agent.")
    parser.add_argument("carrier", help="unix:PATH or exec:COMMAND")
    parser.add_argument("node")
    parser.add_argument("--impact", choices=session.IMPACTS, default="none", help="what the command does to the machine")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    opened = session.Session(session.Link(options.carrier))
    try:
        stdin = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
        end, out, err = opened.run(options.node, options.command, options.impact, options.impact == "none", options.seconds,
                                   stdin=stdin)
    finally:
        opened.close()
    sys.stdout.buffer.write(out)
    sys.stderr.buffer.write(err)
    if "exited" in end:
        sys.exit(end["exited"].get("status", 255))
    print(f"{options.node}: {end}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
