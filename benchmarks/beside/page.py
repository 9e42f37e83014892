"""Makes pages of results: Markdown, and one HTML file that needs no other."""
import html

from beside import results

WIDTH, BAR, LABEL = 640, 18, 150
COLOURS = ("#1b6ca8", "#9aa5b1")

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 64em; margin: 2em auto; padding: 0 1em; color: #1f2933; background: #fff }
table { border-collapse: collapse; margin: 1em 0; font-variant-numeric: tabular-nums }
th, td { padding: .2em .7em; text-align: right; border-bottom: 1px solid #d9e2ec; vertical-align: top }
th:first-child, td:first-child { text-align: left }
small { color: #616e7c } figure { margin: 1em 0 } svg text { font: 12px system-ui, sans-serif; fill: #1f2933 }
.ours { font-weight: 600 }
"""


def about(found):
    machine, options = found["machine"], found["options"]
    said = ", ".join(f"{name} {value}" for name, value in machine.items())
    how = ", ".join(f"{name} {value}" for name, value in options.items())
    lines = [f"Machine: {said}.", f"Options: {how}.",
             "Medians of the runs that succeeded, lowest and highest in brackets; the clients took turns. Nodes and clients "
             "share the processors: compare client CPU first. \"times\" is a client's median over rebe's."]
    if found["missing"]:
        lines.append("Not here: " + ", ".join(found["missing"]) + ".")
    return lines


def cell(work, name, client, measure):
    middle = results.median(client, measure)
    if middle is None:
        return ("", "", "")
    low, high = results.spread(client, measure)
    spread = f"({results.number(low, measure)} to {results.number(high, measure)})" if len(client["runs"]) > 1 else ""
    times = results.ratio(work, client, measure)
    said = "" if times is None or name == work["reference"] else f"{times:.2f} times"
    if said and results.touching((low, high), results.spread(work["clients"][work["reference"]], measure)):
        said += "?"
    return (results.number(middle, measure), spread, said)


def runs(client):
    failed = f", {client['failed']} failed" if client["failed"] else ""
    return f"{client['operations']} x {len(client['runs'])}{failed}"


def markdown(found):
    lines = ["# rebe and its peers", ""]
    for line in about(found):
        lines += [line, ""]
    lines += ["A question mark: the two clients' spreads touch, so that the ratio says little.", ""]
    for work in found["works"].values():
        shown = results.measures(work)
        lines += [f"## {work['title']}", "", "| | operations x runs | " + " | ".join(results.MEASURES[m][0] for m in shown) + " |",
                  "|---" * (len(shown) + 2) + "|"]
        for name, client in work["clients"].items():
            cells = [" ".join(part for part in cell(work, name, client, m) if part) for m in shown]
            lines.append(f"| {name} | {runs(client)} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def plot(work, measure):
    """One bar for each client, with a line from its lowest to its highest."""
    bars = [(name, results.median(c, measure), results.spread(c, measure)) for name, c in work["clients"].items()]
    bars = [bar for bar in bars if bar[1] is not None]
    most = max(bar[2][1] for bar in bars) or 1
    scale = (WIDTH - LABEL - 90) / most
    height = len(bars) * (BAR + 8) + 8
    label = html.escape(results.MEASURES[measure][0])
    parts = [f'<figure><figcaption>{label}</figcaption><svg role="img" aria-label="{label}" width="{WIDTH}" height="{height}" '
             f'viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">']
    for row, (name, middle, (low, high)) in enumerate(bars):
        top = 8 + row * (BAR + 8)
        mid = top + BAR / 2
        colour = COLOURS[0] if name == work["reference"] else COLOURS[1]
        parts.append(f'<text x="{LABEL - 8}" y="{mid + 4:.1f}" text-anchor="end">{html.escape(name)}</text>'
                     f'<rect x="{LABEL}" y="{top}" width="{middle * scale:.1f}" height="{BAR}" fill="{colour}"/>'
                     f'<line x1="{LABEL + low * scale:.1f}" x2="{LABEL + high * scale:.1f}" y1="{mid}" y2="{mid}" stroke="#1f2933"/>'
                     f'<text x="{LABEL + high * scale + 6:.1f}" y="{mid + 4:.1f}">{results.number(middle, measure)}</text>')
    return "".join(parts) + "</svg></figure>"


def table(work):
    shown = results.measures(work)
    rows = ["<tr><th></th><th>operations x runs</th>" + "".join(f"<th>{html.escape(results.MEASURES[m][0])}</th>" for m in shown) + "</tr>"]
    for name, client in work["clients"].items():
        cells = []
        for measure in shown:
            middle, spread, times = (html.escape(part) for part in cell(work, name, client, measure))
            cells.append(f"<td>{middle} <small>{spread}</small><br>{times}</td>")
        ours = ' class="ours"' if name == work["reference"] else ""
        rows.append(f"<tr{ours}><td>{html.escape(name)}</td><td>{html.escape(runs(client))}</td>{''.join(cells)}</tr>")
    return "<table>" + "".join(rows) + "</table>"


def page(found):
    parts = ["<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>rebe and its peers</title>",
             f"<style>{STYLE}</style></head><body><h1>rebe and its peers</h1>"]
    parts += [f"<p>{html.escape(line)}</p>" for line in about(found)]
    parts.append("<p>A question mark: the two clients' spreads touch, so that the ratio says little.</p>")
    for work in found["works"].values():
        parts.append(f"<h2>{html.escape(work['title'])}</h2>{table(work)}")
        parts += [plot(work, measure) for measure in results.measures(work)]
    return "".join(parts) + "</body></html>\n"
