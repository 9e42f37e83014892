"""Writes the files that a page shows: written.py PAGE FOLDER. A file is a fenced block with file=PATH after its language."""

import pathlib
import re
import sys

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
files = re.findall(r"^```\w+ file=(\S+)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
if not files:
    sys.exit(f"{page} shows no file")
for name, text in files:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"  {name}, {len(text.splitlines())} lines")
