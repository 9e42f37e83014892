#!/usr/bin/env python3
"""Writes test vectors for proofs of Merkle trees as in RFC 9162: vectors.py FOLDER

Made from the definitions of section 2.1, by recursion over lists of leaves and without any code of the library, so that an
implementation can be checked against another one. The files have the form of those that transparency-dev/merkle publishes:
FOLDER/inclusion/*.json and FOLDER/consistency/*.json. Wrong ones are among them, with "wantErr": true.
"""

import base64
import hashlib
import json
import os
import sys


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def root(entries):
    """MTH, section 2.1.1."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return leaf_hash(entries[0])
    at = split(len(entries))
    return hashlib.sha256(b"\1" + root(entries[:at]) + root(entries[at:])).digest()


def split(size):
    """The largest power of two that is smaller."""
    at = 1
    while at * 2 < size:
        at *= 2
    return at


def inclusion(index, entries):
    """PATH, section 2.1.3.1."""
    if len(entries) == 1:
        return []
    at = split(len(entries))
    if index < at:
        return inclusion(index, entries[:at]) + [root(entries[at:])]
    return inclusion(index - at, entries[at:]) + [root(entries[:at])]


def consistency(first, entries):
    """PROOF, section 2.1.4.1."""

    def subproof(first, entries, whole):
        if first == len(entries):
            return [] if whole else [root(entries)]
        at = split(len(entries))
        if first <= at:
            return subproof(first, entries[:at], whole) + [root(entries[at:])]
        return subproof(first - at, entries[at:], False) + [root(entries[:at])]

    return subproof(first, entries, True)


def text(some):
    return base64.b64encode(some).decode()


def flipped(some):
    return bytes([some[0] ^ 1]) + some[1:]


def wrong_paths(path):
    """Paths that must not be taken."""
    yield "no-path", path[:-1] if path else [bytes(32)]
    yield "longer", path + [bytes(32)]
    yield "longer-in-front", [bytes(32)] + path
    for i in range(len(path)):
        yield "flipped-%d" % i, path[:i] + [flipped(path[i])] + path[i + 1:]
    if len(path) > 1 and path != path[::-1]:
        yield "reversed", path[::-1]


class Folder:
    """Vectors of a kind."""

    def __init__(self, folder, kind):
        self.folder = os.path.join(folder, kind)
        os.makedirs(self.folder, exist_ok=True)
        self.count = 0

    def write(self, name, wrong, **fields):
        fields["desc"] = name
        fields["wantErr"] = wrong
        fields["proof"] = [text(node) for node in fields["proof"]]
        with open(os.path.join(self.folder, name + ".json"), "w", encoding="ascii") as file:
            json.dump(fields, file, indent=1)
        self.count += 1


def write_inclusion(folder, entries):
    out = Folder(folder, "inclusion")
    for size in (1, 2, 3, 5, 8, 13, 64, 100, 257):
        tree = entries[:size]
        for index in sorted({0, 1, size // 2, size - 2, size - 1} & set(range(size))):
            path, top, leaf = inclusion(index, tree), root(tree), leaf_hash(tree[index])
            name = "%d-of-%d" % (index, size)

            def one(kind, wrong, **other):
                fields = dict(leafIdx=index, treeSize=size, root=text(top), leafHash=text(leaf), proof=path)
                fields.update(other)
                out.write(name + "-" + kind, wrong, **fields)

            one("right", False)
            for kind, bad in wrong_paths(path):
                one(kind, True, proof=bad)
            one("other-root", True, root=text(flipped(top)))
            one("other-leaf", True, leafHash=text(flipped(leaf)))
            one("index-behind", True, leafIdx=size)
            if size > 1:
                one("other-index", True, leafIdx=index ^ 1 if index ^ 1 < size else 0)
    return out.count


def write_consistency(folder, entries):
    out = Folder(folder, "consistency")
    for first, second in ((1, 1), (1, 2), (2, 3), (3, 7), (4, 7), (6, 7), (4, 8), (8, 8), (7, 64), (63, 100), (64, 100), (100, 257)):
        path, old, new = consistency(first, entries[:second]), root(entries[:first]), root(entries[:second])
        name = "%d-to-%d" % (first, second)

        def one(kind, wrong, **other):
            fields = dict(size1=first, size2=second, root1=text(old), root2=text(new), proof=path)
            fields.update(other)
            out.write(name + "-" + kind, wrong, **fields)

        one("right", False)
        for kind, bad in wrong_paths(path):
            one(kind, True, proof=bad)
        one("other-old-root", True, root1=text(flipped(old)))
        one("other-new-root", True, root2=text(flipped(new)))
        if first != second:
            one("sizes-swapped", True, size1=second, size2=first)
            one("roots-swapped", True, root1=text(new), root2=text(old))
    return out.count


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    entries = [b"entry %d" % number for number in range(257)]
    print("inclusion", write_inclusion(arguments[0], entries))
    print("consistency", write_consistency(arguments[0], entries))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
