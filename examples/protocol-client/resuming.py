"""A session that goes on over another link when its own was lost."""

import time

import session
import wire


class ResumingSession(session.Session):
    """connect() gives a new link to the agent. What was sent is kept until the agent has acknowledged it."""

    features = sorted(session.FEATURES + ["resume"])

    def __init__(self, connect, key=None, agent_key=None, seconds=20):
        self.connect, self.keys, self.seconds = connect, (key, agent_key), seconds
        self.kept = []
        self.dropped = 0
        self.resumed = 0
        super().__init__(connect(), key, agent_key)

    def acknowledged(self, frames):
        if not self.dropped <= frames <= self.dropped + len(self.kept):
            raise session.Refused("the agent acknowledges what was not sent")
        del self.kept[:frames - self.dropped]
        self.dropped = frames

    def send(self, values):
        kind = next(iter(values))
        if kind not in session.UNCOUNTED:
            self.kept.append((values, time.monotonic()))
        try:
            super().send(values)
        except OSError:
            self._resume()

    def read(self):
        while True:
            try:
                return super().read()
            except (OSError, wire.Malformed, session.Refused):
                self._resume()

    def _resume(self):
        """Both sides say how much they have; what the other one lacks is sent again, with the time that is left of it now."""
        agreed = self.agreement
        deadline = time.monotonic() + self.seconds
        while True:
            self.link.close()
            try:
                self.link = self.connect()
                has = self.open(*self.keys, resume={"session": self.name, "received_frames": self.received})
                break
            except (OSError, wire.Malformed):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        if has is None or self.agreement != agreed:
            raise session.Refused("the agent has forgotten the session: what was under way may have run")
        self.acknowledged(has)
        self.resumed += 1
        for values, since in list(self.kept):
            super().send(_later(values, time.monotonic() - since))


def _later(values, seconds):
    kind, body = next(iter(values.items()))
    if "time_left_nanos" not in body:
        return values
    return {kind: {**body, "time_left_nanos": max(1, body["time_left_nanos"] - session.nanos(seconds))}}
