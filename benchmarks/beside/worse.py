"""What got worse from one comparison to the next."""
import math

from beside import results

TOLERANCE = 0.10


def of_client(name):
    """Whether it is ours: what the others do is the yardstick of the machine."""
    return name == "rebe" or name.startswith("rebe ")


def machine(before, now, measure):
    """By how much the other clients' figures changed, all together: 1 where there are none."""
    changes = []
    for name, client in now["clients"].items():
        old = before["clients"].get(name)
        if old is None or of_client(name):
            continue
        then, here = results.median(old, measure), results.median(client, measure)
        if then and here:
            changes.append(math.log(here / then))
    return math.exp(sum(changes) / len(changes)) if changes else 1.0


def compare(before, now, tolerance=TOLERANCE):
    """Yields (verdict, text) for each figure of ours that both have; the verdicts: worse, better, same, gone."""
    for name, work in before["works"].items():
        here = now["works"].get(name)
        if here is None:
            yield "gone", f"{name}: not measured any more"
            continue
        for client, old in work["clients"].items():
            if of_client(client):
                yield from figures(name, client, work, here, old, tolerance)


def figures(name, client, work, here, old, tolerance):
    new = here["clients"].get(client)
    for measure in results.measures(work):
        then = results.median(old, measure)
        if then is None:
            continue
        current = results.median(new, measure) if new else None
        label = f"{name}, {client}, {results.MEASURES[measure][0]}"
        if current is None:
            yield "gone", f"{label}: no figure any more"
            continue
        yard = machine(work, here, measure)
        lowest, highest = results.spread(old, measure)
        change = current / then / yard if then else (1.0 if not current else math.inf)
        apart = not results.touching((lowest * yard, highest * yard), results.spread(new, measure))
        verdict = "same"
        if apart and change > 1 + tolerance:
            verdict = "worse"
        elif apart and change < 1 / (1 + tolerance):
            verdict = "better"
        text = f"{label}: {results.number(then, measure)} then, {results.number(current, measure)} now"
        if abs(yard - 1) >= 0.01:
            text += f", the others' figures {yard:.2f} times as large"
        yield verdict, f"{text}, so {change:.2f} times"
