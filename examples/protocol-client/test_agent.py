"""This client against a real agent, whose address is in REBE_AGENT, and a node of it, in REBE_NODE.

REBE_FOLDER is a folder of that node with a file "note" that holds "hello". REBE_APPROVER is the seed, in hexadecimal, of the key that the agent
has enrolled as "anna", and REBE_DIGEST what she approves: that "true" runs there and destroys.
"""

import os
import pathlib
import time
import unittest

import files
import fleet
import resuming
import session
import terminal
import tokens

NODE = os.environ.get("REBE_NODE", "localhost")


class CutLink(session.Link):
    """Breaks after so many bytes of a direction, and passes on all that came before."""

    def __init__(self, address):
        super().__init__(address)
        self.may_read = self.may_write = 1 << 60
        self.whole_read, self.whole_write = self.read, self.write
        self.read, self.write = self.cut_read, self.cut_write

    def cut_read(self, count):
        some = self.whole_read(min(count, self.may_read)) if self.may_read else b""
        self.may_read -= len(some)
        return some

    def cut_write(self, data):
        self.whole_write(data[:self.may_write])
        if len(data) > self.may_write:
            self.close()
            raise OSError("cut")
        self.may_write -= len(data)


@unittest.skipUnless("REBE_AGENT" in os.environ, "there is no agent: set REBE_AGENT")
class Agent(unittest.TestCase):

    def setUp(self):
        self.opened = session.Session(session.Link(os.environ["REBE_AGENT"]))
        self.addCleanup(self.opened.close)
        self.folder = os.environ["REBE_FOLDER"]

    def counted(self, name, then):
        return ["sh", "-c", f"echo x >>{self.folder}/{name}; {then}"]

    def executions(self, name):
        path = pathlib.Path(self.folder, name)
        return len(path.read_text().splitlines()) if path.exists() else 0

    def run_once(self, command, token, **more):
        return self.opened.run(NODE, command, "changes", seconds=60, token=token, **more)

    def detach(self, name, then):
        """Starts work that outlives the session. Gives the epoch under which it was claimed."""
        _, _, epoch = tokens.status(self.opened, NODE, name, seconds=60)
        end, ticket, _ = self.run_once(self.counted(name, then), name, token_epoch=epoch, detach=True)
        self.assertEqual(end, {"exited": {"status": 0}})
        self.assertEqual(ticket.decode(), f"rebe1/{name}/{epoch}\n")
        return epoch

    def test_runs_a_token_once_under_the_epoch_that_it_was_told(self):
        what, _, epoch = tokens.status(self.opened, NODE, "py-once", seconds=60)
        self.assertEqual(what, "never_claimed")
        command = self.counted("py-once", "echo result; exit 3")
        for _ in range(2):
            end, out, _ = self.run_once(command, "py-once", token_epoch=epoch)
            self.assertEqual((end, out), ({"exited": {"status": 3}}, b"result\n"))
        self.assertEqual(self.executions("py-once"), 1)

        what, values, _ = tokens.status(self.opened, NODE, "py-once", epoch, seconds=60)
        self.assertEqual(what, "ended")
        self.assertEqual(values["evidence"]["exit"], {"status": 3})
        self.assertEqual(values["evidence"]["stdout"]["received_bytes"], 7)

    def test_is_told_that_the_node_was_restarted(self):
        _, _, epoch = tokens.status(self.opened, NODE, "py-old", seconds=60)
        before = "00000000-0000-4000-8000-000000000000" + epoch[36:]
        self.assertEqual(tokens.status(self.opened, NODE, "py-old", before, seconds=60)[0], "epoch_changed")

    def test_follows_detached_work_and_takes_it_up_again(self):
        go = f"{self.folder}/py-work.go"
        epoch = self.detach("py-work", f"echo one; while [ ! -e {go} ];do sleep 0.1;done; echo two; exit 4")
        self.assertEqual(tokens.status(self.opened, NODE, "py-work", epoch, seconds=60)[0], "running")
        end, seen, _ = tokens.follow(self.opened, NODE, "py-work", epoch, seconds=5)
        self.assertEqual((end, seen), ({"running": {}}, b"one\n"))
        open(go, "w").close()
        other = session.Session(session.Link(os.environ["REBE_AGENT"]))
        self.addCleanup(other.close)
        end, rest, _ = tokens.follow(other, NODE, "py-work", epoch, stdout_from=len(seen), seconds=60)
        self.assertEqual((end, rest), ({"exited": {"status": 4}}, b"two\n"))
        end, whole, _ = self.run_once(["true"], "py-work", token_epoch=epoch, collect=True)
        self.assertEqual((end, whole), ({"exited": {"status": 4}}, b"one\ntwo\n"))
        self.assertEqual(self.executions("py-work"), 1)

    def test_ends_work_by_its_token(self):
        epoch = self.detach("py-end", "sleep 600")
        end, _, _ = tokens.follow(self.opened, NODE, "py-end", epoch, seconds=60, end_work=True)
        self.assertIn(next(iter(end)), ("stopped_confirmed", "exited"))
        self.assertEqual(tokens.status(self.opened, NODE, "py-end", epoch, seconds=60)[0], "ended")

    def test_reads_files(self):
        view = files.Files(self.opened, NODE, seconds=60)
        folder = self.folder.encode()
        attributes = view.stat(folder + b"/note")
        self.assertEqual((files.TYPES[attributes["type"]], attributes["size_bytes"]), ("file", 5))
        self.assertEqual(view.read(folder + b"/note", offset=1, length=3), b"ell")
        self.assertIn(b"note", view.list(folder))
        os.symlink("note", f"{self.folder}/py-link")
        self.assertEqual(view.read_link(folder + b"/py-link"), b"note")
        with self.assertRaises(files.FileFailure):
            view.stat(folder + b"/nothing")

    def test_drives_a_run_and_hears_of_each_node_once(self):
        heard = {}
        for nodes, outcome in fleet.run(self.opened, ["sh", "-c", "echo fine; exit 2"], impact="none", repeatable=True):
            for node in nodes:
                self.assertNotIn(node, heard)
                heard[node] = outcome
        self.assertEqual(list(heard), [NODE])
        self.assertEqual(heard[NODE]["failure"]["kind"], "nonzero-exit")
        self.assertEqual(heard[NODE]["evidence"]["stdout"]["data"], b"fine\n")

    def test_runs_what_destroys_by_a_signed_approval_once(self):
        try:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        except ImportError:
            self.skipTest("python3-cryptography is not installed")
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(os.environ["REBE_APPROVER"]))
        now = int(time.time() * 1000)
        consent = fleet.sign_approval(bytes.fromhex(os.environ["REBE_DIGEST"]), "anna", b"py-run", now, now + 600_000, key)
        order = {"arguments": ["true"], "node_ids": [NODE], "impact": "destroys", "approval": consent}
        told = list(fleet.run(self.opened, **order))
        self.assertEqual([nodes for nodes, _ in told], [[NODE]])
        self.assertNotIn("failure", told[0][1])
        with self.assertRaisesRegex(session.Refused, "approval-refused"):
            list(fleet.run(self.opened, **order))

    def test_goes_on_wherever_its_link_is_cut(self):
        resumed = 0
        for direction in ("may_read", "may_write"):
            for at in range(0, 400, 29):
                name = f"py-cut-{direction}-{at}"
                links = [CutLink(os.environ["REBE_AGENT"])]
                opened = resuming.ResumingSession(lambda: links.pop() if links else session.Link(os.environ["REBE_AGENT"]))
                setattr(opened.link, direction, at)
                try:
                    end, out, _ = opened.run(NODE, self.counted(name, "echo once"), "changes", seconds=60)
                except session.Refused:
                    # The agent had not heard yet that the opening was over: there was no session to go on with.
                    self.assertLessEqual(self.executions(name), 1, name)
                    continue
                finally:
                    opened.close()
                self.assertEqual((end, out, self.executions(name)), ({"exited": {"status": 0}}, b"once\n", 1), name)
                resumed += opened.resumed
        self.assertGreater(resumed, 4)

    def test_types_on_a_terminal(self):
        typed = terminal.Terminal(self.opened, NODE, ["sh", "-c", "stty -echo; echo ready; read a; stty size; echo got $a"])
        self.assertTrue(typed.wait_for(b"ready"))
        typed.resize(100, 30)
        typed.type(b"words\n")
        self.assertEqual(typed.wait(), {"exited": {"status": 0}})
        self.assertIn(b"got words", typed.shown)
        self.assertIn(b"30 100", typed.shown)


if __name__ == "__main__":
    unittest.main()
