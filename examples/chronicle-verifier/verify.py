#!/usr/bin/env python3
"""Checks a bundle of a chronicle. Needs Python 3.8 and nothing else, and shares no code with rebe.

    verify.py KEY BUNDLE [CHECKPOINT]...

KEY is the public key of the chronicle, NAME+ID+BASE64. Each CHECKPOINT is one that left the machine
earlier. Ends with 0 if everything is proven, with 1 if not, with 2 if it was not called rightly.
"""

import base64
import hashlib
import sys

import ed25519


class NotProven(Exception):
    pass


def sha256(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


class Tree:
    """The Merkle tree of RFC 9162, section 2.1: the roots of its complete subtrees."""

    def __init__(self):
        self.peaks = []
        self.size = 0

    def add(self, entry):
        node = sha256(b"\0", entry)
        rest = self.size
        while rest & 1:
            node = sha256(b"\1", self.peaks.pop(), node)
            rest >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = sha256(b"\1", peak, root)
        return root


def canonical_base64(text):
    try:
        decoded = base64.b64decode(text, validate=True)
    except ValueError:
        raise NotProven("'%s' is no base64" % text) from None
    if base64.b64encode(decoded).decode() != text:
        raise NotProven("'%s' is no canonical base64" % text)
    return decoded


class Key:
    """NAME+ID+BASE64 of C2SP signed-note, of type 1 (Ed25519)."""

    def __init__(self, text):
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise ValueError("'%s' is no public key" % text)
        material = base64.b64decode(parts[2], validate=True)
        self.name = parts[0]
        self.id = sha256(self.name.encode() + b"\n" + material)[:4]
        self.public = material[1:]
        if len(material) != 33 or material[0] != 1 or self.id.hex() != parts[1]:
            raise ValueError("'%s' is no public key of an Ed25519 signer" % text)


class Checkpoint:
    """C2SP tlog-checkpoint, signed by the key."""

    def __init__(self, note, key):
        try:
            text, found, signatures = note.decode("utf-8").rpartition("\n\n")
        except UnicodeDecodeError:
            raise NotProven("A checkpoint is no text") from None
        text += "\n"
        lines = text.split("\n")
        if not found or len(lines) != 4 or not signatures.endswith("\n"):
            raise NotProven("A checkpoint cannot be read")
        if lines[0] != key.name:
            raise NotProven("A checkpoint is of the log %s, not of %s" % (lines[0], key.name))
        if not (lines[1].isascii() and lines[1].isdigit()) or str(int(lines[1])) != lines[1]:
            raise NotProven("'%s' is no size of a log" % lines[1])
        self.size = int(lines[1])
        self.root = canonical_base64(lines[2])
        signed = False
        for line in signatures[:-1].split("\n"):
            words = line.split(" ")
            if len(words) != 3 or words[0] != "\u2014":
                raise NotProven("'%s' is no signature" % line)
            made = canonical_base64(words[2])
            if words[1] == key.name and made[:4] == key.id:
                if not ed25519.verify(key.public, text.encode(), made[4:]):
                    raise NotProven("The signature of a checkpoint is wrong")
                signed = True
        if not signed:
            raise NotProven("A checkpoint over %d entries is not signed by the key" % self.size)


class Bundle:
    """One file: the checkpoints, the newest first, and the entries."""

    def __init__(self, file):
        self.file = file

    def line(self):
        line = self.file.readline(64)
        if not line.endswith(b"\n"):
            raise NotProven("A line of the bundle is cut off or too long")
        return line[:-1]

    def number(self):
        line = self.line()
        if not line.isdigit() or str(int(line)).encode() != line:
            raise NotProven("The bundle has no number where one belongs")
        return int(line)

    def bytes(self, count):
        found = self.file.read(count)
        if len(found) != count:
            raise NotProven("The bundle is cut off")
        return found

    def checkpoints(self):
        if self.line() != b"rebe-chronicle/1":
            raise NotProven("It is no bundle")
        return [self.bytes(self.number()) for _ in range(self.number())]

    def entries(self):
        for _ in range(self.number()):
            yield self.bytes(int.from_bytes(self.bytes(2), "big"))
        if self.file.read(1):
            raise NotProven("Something follows after the last entry")


def check(key, file, known):
    """Returns the number of entries and the root; raises NotProven."""
    bundle = Bundle(file)
    checkpoints = [Checkpoint(note, key) for note in bundle.checkpoints()]
    if not checkpoints:
        raise NotProven("The bundle has no checkpoint")
    newest = checkpoints[0]
    checkpoints += [Checkpoint(note, key) for note in known]
    demanded = {}
    for checkpoint in checkpoints:
        if demanded.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
            raise NotProven("Two checkpoints over %d entries differ" % checkpoint.size)
    tree = Tree()
    previous = b"0" * 64

    def compare():
        if demanded.pop(tree.size, None) not in (None, tree.root()):
            raise NotProven("The first %d entries are not those that were signed" % tree.size)

    compare()
    for entry in bundle.entries():
        tree.add(entry)
        frame = b',"number":%d,"previous":"%s"}' % (tree.size, previous)
        if not entry.endswith(frame):
            raise NotProven("Entry %d or the one before it was changed" % tree.size)
        previous = hashlib.sha256(entry).hexdigest().encode()
        if tree.size in demanded:
            compare()
    if demanded:
        raise NotProven(
            "Only %d entries are there, and a checkpoint covers %d: rolled back or cut off"
            % (tree.size, max(demanded)))
    if tree.size != newest.size:
        raise NotProven("There are more entries than the checkpoint covers")
    return tree.size, tree.root()


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        key = Key(arguments[0])
        known = []
        for name in arguments[2:]:
            with open(name, "rb") as file:
                known.append(file.read())
        with open(arguments[1], "rb") as bundle:
            size, root = check(key, bundle, known)
    except NotProven as problem:
        print("PROBLEM  %s\nNOT PROVEN" % problem)
        return 1
    except (OSError, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    print("proven   %d entries, root %s" % (size, base64.b64encode(root).decode()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
