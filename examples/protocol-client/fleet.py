"""Runs over many nodes that the agent drives itself, told folded."""

import hashlib
import struct
import time

import session


def run(opened, arguments, node_ids=(), selector="", impact="destroys", repeatable=False, seconds=60, each_seconds=10,
        output_bytes=65_536, concurrency=50, approval=None):
    """Runs a command on many nodes. Yields (ids of nodes, their outcome), each node once. Without ids and selector: on all."""
    opened.require("fleet")
    number = opened.number()
    start = {"run": number, "command": session.command_of(arguments, impact, repeatable, each_seconds, output_bytes),
             "time_left_nanos": session.nanos(seconds), "concurrency": concurrency, "node_ids": list(node_ids), "selector": selector,
             "all_nodes": not node_ids and not selector}
    if approval:
        opened.require("approval")
        start["approval"] = approval
    opened.send({"fleet_start": start})
    opened.send({"fleet_demand": {"run": number, "frames": session.UNLIMITED}})
    deadline = time.monotonic() + seconds + 10
    kept = {}
    while True:
        results = opened.answer("fleet_results", "run", number, deadline)
        for group in results.get("groups", []):
            sample = group["sample"] if "sample" in group else kept[group["key"]]
            if group.get("kept"):
                kept[group["key"]] = sample
            yield group.get("node_ids", []), sample
        if results.get("done"):
            if "failure" in results:
                raise session.Refused(results["failure"].get("kind", "") + ": " + results["failure"].get("detail", ""))
            return


def sign_approval(digest, approver, run_id, given_millis, expires_millis, key):
    """The message Approval, signed by an Ed25519 key of the package cryptography."""
    parts = digest, approver.encode(), run_id, struct.pack(">Q", given_millis), struct.pack(">Q", expires_millis)
    whole = b"rebe approval 1\n" + b"".join(struct.pack(">I", len(part)) + part for part in parts)
    return {"digest": digest, "approver": approver, "run_id": run_id, "given_epoch_millis": given_millis,
            "expires_epoch_millis": expires_millis, "signature": key.sign(hashlib.sha256(whole).digest())}
