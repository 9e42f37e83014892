"""Files of a node, read through its agent."""

import time

import session

TYPES = {1: "file", 2: "directory", 3: "link"}
LONGEST_READ = 262_144


class FileFailure(Exception):
    """The node or the agent gave no answer: its kind, then details."""


class Files:

    def __init__(self, opened, node, seconds=10):
        opened.require("files")
        self.opened, self.node, self.seconds = opened, node, seconds

    def stat(self, path):
        return self._ask({"stat": {"path": path}})["attributes"]

    def read_link(self, path):
        return self._ask({"read_link": {"path": path}}).get("link_target", b"")

    def list(self, path, most=10_000):
        """Names with their attributes."""
        reply = self._ask({"list": {"path": path, "max_entries": most}})
        return {entry.get("name", b""): entry.get("attributes", {}) for entry in reply["entries"].get("entries", [])}

    def read(self, path, offset=0, length=LONGEST_READ):
        whole = b""
        while len(whole) < length:
            wanted = min(LONGEST_READ, length - len(whole))
            some = self._ask({"read": {"path": path, "offset": offset + len(whole), "length": wanted}}).get("data", b"")
            whole += some
            if len(some) < wanted:
                break
        return whole

    def _ask(self, operation):
        self.opened.requests += 1
        number = self.opened.requests
        self.opened.send({"file_request": {"request": number, "node": {"id": self.node},
                                           "time_left_nanos": session.nanos(self.seconds), **operation}})
        deadline = time.monotonic() + self.seconds + 10
        entries = []
        while True:
            reply = self.opened.answer("file_reply", "request", number, deadline)
            if "failure" in reply:
                raise FileFailure(reply["failure"].get("kind"), reply["failure"].get("detail", ""))
            if "entries" not in reply:
                return reply
            entries += reply["entries"].get("entries", [])
            if not reply["entries"].get("more"):
                return {"entries": {"entries": entries}}
