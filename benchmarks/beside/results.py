"""What a comparison found: a value that goes into a JSON file and comes back.

    {"format": 1, "machine": {...}, "options": {...}, "missing": [...],
     "works": {NAME: {"title": ..., "reference": CLIENT, "clients": {CLIENT: {"operations": N, "failed": N,
               "runs": [{MEASURE: number, ...}, ...]}}}}}

Every measure is better when it is smaller, and is of one operation where that makes sense.
"""
import json, statistics

FORMAT = 1

MEASURES = {  # in the order of columns: name, what a person reads, digits
    "wall_ms": ("wall, ms each", 2),
    "new_ms": ("new connection and first command, ms", 1),
    "pooled_ms": ("command on an open session, ms", 2),
    "client_cpu_ms": ("client CPU, ms each", 2),
    "server_cpu_ms": ("server CPU, ms each", 2),
    "client_mib": ("client memory, MiB", 0),
    "heap_kib": ("heap, KiB a session", 1),
    "threads": ("threads", 0),
}


def save(results, path):
    with open(path, "w") as f:
        json.dump({"format": FORMAT, **results}, f, indent=1)
        f.write("\n")


def load(path):
    with open(path) as f:
        results = json.load(f)
    if not isinstance(results, dict) or results.get("format") != FORMAT:
        raise ValueError(f"{path} holds no results of format {FORMAT}")
    return results


def values(client, measure):
    return [run[measure] for run in client["runs"] if run.get(measure) is not None]


def measures(work):
    """Those that somebody has a figure for."""
    return [m for m in MEASURES if any(values(client, m) for client in work["clients"].values())]


def median(client, measure):
    found = values(client, measure)
    return statistics.median(found) if found else None


def spread(client, measure):
    found = values(client, measure)
    return (min(found), max(found)) if found else None


def ratio(work, client, measure):
    """By how much a client's figure exceeds that of the work's reference; None where there is none."""
    reference = work["clients"].get(work["reference"])
    ours = median(reference, measure) if reference else None
    theirs = median(client, measure)
    return theirs / ours if ours and theirs is not None else None


def number(value, measure):
    return f"{value:,.{MEASURES[measure][1]}f}"


def touching(a, b):
    """Whether two spreads have a value in common: then nothing is said of which is smaller."""
    return a[0] <= b[1] and b[0] <= a[1]
