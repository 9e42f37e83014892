"""This client against the compatibility kit."""

import io
import json
import pathlib
import unittest

import session
import wire

KIT = pathlib.Path(__file__).resolve().parents[2] / "rebe-protocol" / "compatibility"
LIMIT = session.FRAME_LIMIT


def flat(values, name, prefix=""):
    paths = {}
    for field, value in values.items():
        kind = next(kind for each, kind in wire.SCHEMA[name].values() if each == field)
        many = len(kind) > 2 and kind[2]
        for index, each in enumerate(value if many else [value]):
            path = prefix + field + (f"[{index}]" if many else "")
            if kind[0] == "message":
                paths[path] = "{}"
                paths.update(flat(each, kind[1], path + "."))
            elif kind[0] == "bytes":
                paths[path] = each.hex()
            elif kind[0] == "bool":
                paths[path] = str(each).lower()
            else:
                paths[path] = str(each)
    return paths


def offer(entry):
    return [tuple(each) for each in entry["versions"]], entry["likes"], entry["requires"]


class Kit(unittest.TestCase):

    def setUp(self):
        self.frames = json.loads((KIT / "frames.json").read_text())
        self.openings = json.loads((KIT / "openings.json").read_text())

    def test_reads_every_valid_frame(self):
        for entry in self.frames["valid"]:
            with self.subTest(entry["name"]):
                body = wire.read_frame(io.BytesIO(bytes.fromhex(entry["hex"])).read, LIMIT)
                self.assertEqual(flat(wire.decode("Frame", body), "Frame"), entry["fields"])

    def test_writes_every_frame_that_it_knows_whole(self):
        for entry in self.frames["valid"]:
            if not entry["name"].startswith("later-"):
                with self.subTest(entry["name"]):
                    body = bytes.fromhex(entry["hex"])[4:]
                    self.assertEqual(wire.frame("Frame", wire.decode("Frame", body)).hex(), entry["hex"])

    def test_refuses_every_malformed_frame(self):
        for entry in self.frames["malformed"]:
            with self.subTest(entry["name"]), self.assertRaises(wire.Malformed):
                wire.decode("Frame", wire.read_frame(io.BytesIO(bytes.fromhex(entry["hex"])).read, LIMIT))

    def test_draws_every_agreement_in_both_directions(self):
        for entry in self.openings["agreements"]:
            one, other = offer(entry["one"]), offer(entry["other"])
            for result in (session.agree(one, other), session.agree(other, one)):
                if "refused" in entry:
                    self.assertEqual(result, entry["refused"])
                else:
                    (major, minor), features = result
                    self.assertEqual((f"{major}.{minor}", features), (entry["version"], entry["features"]))

    def test_signs_as_the_kit_does(self):
        signed = {name: bytes.fromhex(value) for name, value in self.openings["signed"].items()}
        parts = signed["initiator_hello"], signed["acceptor_hello"], signed["session"], signed["binding"]
        for role, who in ((b"I", "initiator"), (b"A", "acceptor")):
            self.assertEqual(session.to_sign(role, *parts), signed[who + "_signs"])
        try:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        except ImportError:
            self.skipTest("python3-cryptography is not installed")
        for who in ("initiator", "acceptor"):
            key = Ed25519PrivateKey.from_private_bytes(signed[who + "_seed"])
            self.assertEqual(session.raw_public_key(key), signed[who + "_key"])
            self.assertEqual(key.sign(signed[who + "_signs"]), signed[who + "_signature"])


if __name__ == "__main__":
    unittest.main()
