"""A command on a terminal of its own."""

import os
import time

import session


class Terminal:
    """What the command shows is gathered in shown; end is set when it is over."""

    def __init__(self, opened, node, arguments, kind="xterm", columns=80, rows=24, seconds=60):
        opened.require("interactive")
        self.opened, self.call = opened, opened.number()
        self.shown, self.end, self.credit = b"", None, 0
        self.deadline = time.monotonic() + seconds
        opened.send({"execute": {
            "call": self.call, "time_left_nanos": session.nanos(seconds), "node": {"id": node},
            "command": session.command_of(arguments, "changes", False, seconds, 1_000_000), "nonce": os.urandom(16).hex(),
            "attempt": 1, "demand": session.UNLIMITED, "terminal": {"type": kind, "columns": columns, "rows": rows}}})

    def type(self, data):
        """Sends what is typed, as the node takes it."""
        while data and self.end is None:
            if self.credit == 0:
                self._step()
                continue
            some, data = data[:self.credit], data[self.credit:]
            self.credit -= len(some)
            self.opened.send({"terminal_input": {"call": self.call, "data": some}})

    def resize(self, columns, rows):
        self.opened.send({"terminal_resize": {"call": self.call, "columns": columns, "rows": rows}})

    def wait_for(self, text):
        """Until the command has shown this, or is over."""
        while text not in self.shown and self.end is None:
            self._step()
        return text in self.shown

    def wait(self):
        while self.end is None:
            self._step()
        return self.end

    def _step(self):
        if time.monotonic() > self.deadline:
            raise TimeoutError("the command on the terminal did not end in time")
        kind, values = self.opened.next()
        if values.get("call") != self.call:
            return
        if kind == "output":
            self.shown += values.get("data", b"")
        elif kind == "input_credit":
            self.credit += values.get("bytes", 0)
        elif kind == "end":
            values.pop("call")
            self.end = values
