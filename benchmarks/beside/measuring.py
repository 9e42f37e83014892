"""Runs one client once and tells what it cost, per operation."""
import json, os, subprocess, sys, time

from beside.clients import HERE

sys.path.insert(0, os.path.join(HERE, "fleet"))
import processes

PATIENCE_S = 600


class Failed(Exception):
    """The run is worth nothing; its words say why."""


def whole(client, folder, files, count):
    """A client from the start of its process to its end."""
    done = subprocess.run(
        [f"{HERE}/fleet/measure", "--dir", folder] + client.words(files), env={**os.environ, **client.environment},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_S)
    if done.returncode != 0:
        raise Failed(done.stderr[-500:])
    cost = json.loads(done.stdout)
    if cost["exit"] != 0:
        raise Failed(f"exit {cost['exit']}: {done.stderr[-500:]}")
    return {
        "wall_ms": 1000 * cost["wall_s"] / count,
        "client_cpu_ms": 1000 * cost["client_cpu_s"] / count,
        "server_cpu_ms": 1000 * cost["server_cpu_s"] / count,
        "client_mib": cost["client_mib"],
    }


def marked(client, folder):
    """A client that says when it begins to work and when it has ended."""
    with subprocess.Popen(client.words({}), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        try:
            began = at_mark(run, "begin", folder)
            go_on(run)
            ended = at_mark(run, "end", folder)
            go_on(run)
            said, errors = run.communicate(timeout=60)
            if run.returncode != 0:
                raise Failed(errors[-500:])
            count = json.loads(said.strip().splitlines()[-1])["operations"]
        except (subprocess.TimeoutExpired, ValueError, IndexError, KeyError, BrokenPipeError) as e:
            raise Failed(f"{e!r}") from e
        finally:
            run.kill()
    wall, own, server = (after - before for before, after in zip(began[:3], ended[:3]))
    return {
        "wall_ms": 1000 * wall / count,
        "client_cpu_ms": 1000 * own / count,
        "server_cpu_ms": 1000 * server / count,
        "client_mib": ended[3] / 2**20,
    }


def at_mark(run, mark, folder):
    line = run.stdout.readline().strip()
    if line != mark:
        raise Failed(f"said '{line}' and not '{mark}': {run.stderr.read()[-500:] if not line else ''}")
    pids = processes.tree(run.pid)
    return (time.monotonic(), sum(map(processes.cpu, pids)), processes.server_cpu(folder), sum(map(processes.memory, pids)))


def go_on(run):
    run.stdin.write("\n")
    run.stdin.flush()


def told(client, wanted, before=()):
    """A client that measures itself: what it tells under these names."""
    words = [word.replace("-Dbench.marks=true", "-Dbench.marks=false") for word in client.words({})]
    done = subprocess.run([*before, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_S)
    if done.returncode != 0:
        raise Failed(done.stderr[-500:])
    try:
        said = json.loads(done.stdout.strip().splitlines()[-1])
        return {measure: said[name] for name, measure in wanted.items()}
    except (ValueError, IndexError, KeyError) as e:
        raise Failed(f"{e!r} in what it said: {done.stdout[-300:]}") from e
