"""One session with an agent: the opening, and commands one after another. Beside them stand tokens.py, files.py, fleet.py, terminal.py
and resuming.py.

Carriers are "unix:PATH" and "exec:COMMAND", whose authentication is the carrier's own. With a key, peers sign the opening.
"""

import hashlib
import os
import shlex
import socket
import struct
import subprocess
import time

import wire

MAGIC = 0x52454245
OPENING_LIMIT = 65_536
FRAME_LIMIT = 1_048_576
WINDOW = 4_194_304
HEARTBEAT_SECONDS = 10
VERSIONS = [(1, 0, 0)]
FEATURES = ["approval", "detach", "files", "fleet", "interactive", "token", "token-query"]
UNLIMITED = 2**63 - 1
UNCOUNTED = ("ack", "ping", "pong")
IMPACTS = {"none": 1, "changes": 2, "destroys": 3}


class Refused(Exception):
    """The agent refused the session, or its opening is not to be believed."""


class Link:
    """A pair of byte streams."""

    def __init__(self, address):
        kind, _, rest = address.partition(":")
        self.process = self.socket = None
        if kind == "unix":
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(rest)
            self.read = self.socket.recv
            self.write = self.socket.sendall
        elif kind == "exec":
            self.process = subprocess.Popen(shlex.split(rest), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
            self.read = self.process.stdout.read
            self.write = self._write_to_process
        else:
            raise ValueError("use unix:PATH or exec:COMMAND")

    def _write_to_process(self, data):
        view = memoryview(data)
        while view:
            view = view[self.process.stdin.write(view):]

    def close(self):
        if self.socket:
            self.socket.close()
        if self.process:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()


def agree(own, peer):
    """What follows from two offers: (versions, likes, requires). A pair of version and features, or the name of a refusal."""
    best = None
    for major, low, high in own[0]:
        for other_major, other_low, other_high in peer[0]:
            minor = min(high, other_high)
            if major == other_major and minor >= max(low, other_low) and (best is None or major > best[0]):
                best = (major, minor)
    if best is None:
        return "NO_COMMON_VERSION"
    mine, theirs = set(own[1]) | set(own[2]), set(peer[1]) | set(peer[2])
    if not set(own[2]) <= theirs or not set(peer[2]) <= mine:
        return "REQUIRED_FEATURE_MISSING"
    return best, sorted(mine & theirs)


def to_sign(role, initiator_hello, acceptor_hello, session, binding=b""):
    parts = (initiator_hello, acceptor_hello, session, binding)
    whole = b"rebe opening 1\n" + role + b"".join(struct.pack(">I", len(part)) + part for part in parts)
    return hashlib.sha256(whole).digest()


def raw_public_key(private_key):
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    return private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def nanos(seconds):
    return int(seconds * 1e9)


def command_of(arguments, impact, repeatable, seconds, output_bytes):
    """The message Command."""
    return {
        "arguments": {"arguments": [{"literal": os.fsencode(each)} for each in arguments]},
        "effect": {"impact": IMPACTS[impact], "repetition": 1 if repeatable else 2},
        "limits": {"deadline_nanos": nanos(seconds), "attempt_timeout_nanos": nanos(seconds), "grace_nanos": 2_000_000_000,
                   "stdout_bytes": output_bytes, "stderr_bytes": output_bytes},
    }


class Session:
    """Opens the session. key: (name, private key of the package cryptography); agent_key: the agent's 32 bytes."""

    features = FEATURES

    def __init__(self, link, key=None, agent_key=None):
        self.link = link
        self.calls = self.requests = 0
        self.received = 0
        self.unacknowledged = 0
        self.open(key, agent_key)

    def open(self, key, agent_key, resume=None):
        """Agrees with the agent. Gives how many frames of the session that is resumed it has received, or None for a new one."""
        hello = {"magic": MAGIC, "nonce": os.urandom(32), "max_frame_bytes": FRAME_LIMIT, "window_bytes": WINDOW,
                 "heartbeat_millis": HEARTBEAT_SECONDS * 1000, "software": "python example",
                 "features": [{"name": name} for name in self.features],
                 "versions": [{"major": major, "min_minor": low, "max_minor": high} for major, low, high in VERSIONS]}
        if resume:
            hello["resume"] = resume
        if key:
            hello.update(peer=key[0], key=raw_public_key(key[1]))
        own = wire.encode("Hello", hello)
        self.link.write(wire.frame("Opening", {"hello": own}))
        answer = wire.decode("Opening", self._read(OPENING_LIMIT))
        if "refusal" in answer:
            raise Refused(answer["refusal"].get("detail", ""))
        welcome = answer.get("welcome") or {}
        peer = wire.decode("Hello", welcome.get("hello", b""))
        if peer.get("magic") != MAGIC:
            raise Refused("what answers is no agent")
        offered = ([(v.get("major", 0), v.get("min_minor", 0), v.get("max_minor", 0)) for v in peer.get("versions", [])],
                   [f["name"] for f in peer.get("features", []) if not f.get("required")],
                   [f["name"] for f in peer.get("features", []) if f.get("required")])
        result = agree((VERSIONS, self.features, []), offered)
        if isinstance(result, str):
            raise Refused(result)
        (major, minor), features = result
        agreement = {"major": major, "minor": minor, "features": features}
        told = welcome.get("agreement", {})
        if (told.get("major", 0), told.get("minor", 0), told.get("features", [])) != (major, minor, features):
            raise Refused("the agent draws another agreement from the same offers")
        confirm = {"agreement": agreement}
        if agent_key:
            self._verify(agent_key, welcome, own)
        if key:
            confirm["signature"] = key[1].sign(to_sign(b"I", own, welcome["hello"], welcome["session"]))
        self.agreement = agreement
        self.agent_limit = max(peer.get("max_frame_bytes", 0), OPENING_LIMIT)
        self.link.write(wire.frame("Opening", {"confirm": confirm}))
        self.name = welcome["session"]
        return welcome.get("resumed_received_frames")

    @staticmethod
    def _verify(agent_key, welcome, own):
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        signed = to_sign(b"A", own, welcome["hello"], welcome["session"])
        try:
            Ed25519PublicKey.from_public_bytes(agent_key).verify(welcome.get("signature", b""), signed)
        except InvalidSignature as e:
            raise Refused("the agent's signature does not fit what was said") from e

    def _read(self, limit):
        data = wire.read_frame(self.link.read, limit)
        if data is None:
            raise Refused("the agent closed the link")
        return data

    def read(self):
        return self._read(FRAME_LIMIT)

    def acknowledged(self, frames):
        """The agent has so many frames of ours. Only who resumes needs to know."""

    def send(self, values):
        self.link.write(wire.frame("Frame", values))

    def next(self):
        """The next frame that says something. Acknowledges, and answers heartbeats."""
        while True:
            data = self.read()
            values = wire.decode("Frame", data)
            kind = next(iter(values), None)
            if kind == "ack":
                self.acknowledged(values["ack"].get("received_frames", 0))
            if kind == "ping":
                self.send({"pong": values["ping"]})
            if kind not in UNCOUNTED:
                self.received += 1
                self.unacknowledged += len(data) + 4
            if kind == "ping" or self.unacknowledged >= WINDOW // 4 or self.received % 64 == 0:
                self.send({"ack": {"received_frames": self.received}})
                self.unacknowledged = 0
            if kind == "error":
                raise Refused(values["error"].get("detail", ""))
            if kind and kind not in UNCOUNTED:
                return kind, values[kind]

    def require(self, feature):
        if feature not in self.agreement["features"]:
            raise Refused(f"the agent has not the feature {feature}")

    def number(self):
        """The number of what is sent next: calls, runs and questions have one row of them."""
        self.calls += 1
        return self.calls

    def answer(self, kind, field, number, deadline):
        """The next frame of this kind that is about this number."""
        while time.monotonic() < deadline:
            came, values = self.next()
            if came == kind and values.get(field) == number:
                return values
        raise TimeoutError("the agent did not answer in time")

    def run(self, node, arguments, impact="destroys", repeatable=False, seconds=10, output_bytes=1_000_000, stdin=b"", **more):
        """Runs a command to its end. Gives (end, stdout, stderr); end is a dictionary with one key, as in the schema.

        more: fields of Execute beside the command, such as token, token_epoch, detach and collect.
        """
        if "token" in more:
            self.require("detach" if more.get("detach") or more.get("collect") else "token")
        call = self.number()
        command = command_of(arguments, impact, repeatable, seconds, output_bytes)
        if stdin:
            command["input"] = {"bytes": stdin} if len(stdin) <= 32_768 else {"streamed": {}}
        self.send({"execute": {"call": call, "time_left_nanos": nanos(seconds), "node": {"id": node}, "command": command,
                                "nonce": os.urandom(16).hex(), "attempt": 1, "demand": UNLIMITED, **more}})
        return self.hear(call, seconds, stdin if len(stdin) > 32_768 else b"")

    def hear(self, call, seconds, unsent=b""):
        """What comes of a call, to its end. Gives (end, stdout, stderr)."""
        deadline = time.monotonic() + seconds + 10
        streams = {1: bytearray(), 2: bytearray()}
        while time.monotonic() < deadline:
            kind, values = self.next()
            if values.get("call") != call:
                continue
            if kind == "output":
                streams.setdefault(values.get("stream", 0), bytearray()).extend(values.get("data", b""))
            elif kind == "input_credit" and unsent is not None:
                unsent = self._feed(call, unsent, values.get("bytes", 0))
            elif kind == "end":
                values.pop("call")
                return values or {"lost": {"kind": "exit-unknown"}}, bytes(streams[1]), bytes(streams[2])
        self.send({"stop": {"call": call}})
        raise TimeoutError("the agent did not end the command in time")

    def _feed(self, call, unsent, credit):
        while unsent and credit:
            piece = unsent[:min(32_768, credit)]
            unsent, credit = unsent[len(piece):], credit - len(piece)
            self.send({"input": {"call": call, "data": piece}})
        if unsent:
            return unsent
        self.send({"input": {"call": call, "end": 1}})
        return None

    def close(self):
        try:
            self.send({"goodbye": {}})
        except OSError:
            pass  # The agent has gone already.
        self.link.close()
