"""Work that runs at most once by its token, and that goes on without us: how it stands, and its output."""

import time

import session


def status(opened, node, token, epoch="", seconds=10):
    """How the work of a token stands. Gives (what, values, epoch of the journal).

    what is never_claimed, epoch_changed, running, ended or unavailable. A token that was never claimed may be bound to the epoch that came
    along: Session.run(..., token=token, token_epoch=epoch).
    """
    opened.require("token-query")
    query = opened.number()
    opened.send({"token_query": {"query": query, "node": {"id": node}, "token": token, "epoch": epoch,
                                 "time_left_nanos": session.nanos(seconds)}})
    answer = opened.answer("token_status", "query", query, time.monotonic() + seconds + 10)
    for what in ("never_claimed", "epoch_changed", "running", "ended"):
        if what in answer:
            return what, answer[what], answer.get("epoch", "")
    return "unavailable", answer.get("unavailable", {}), ""


def follow(opened, node, token, epoch="", stdout_from=0, stderr_from=0, seconds=10, end_work=False):
    """Follows detached work to its end, or for so long. Gives (end, stdout, stderr) from these bytes on."""
    opened.require("token-query")
    call = opened.number()
    opened.send({"reattach": {"call": call, "node": {"id": node}, "token": token, "epoch": epoch, "stdout_from": stdout_from,
                              "stderr_from": stderr_from, "time_left_nanos": session.nanos(seconds), "demand": session.UNLIMITED,
                              "end_work": end_work}})
    return opened.hear(call, seconds)
