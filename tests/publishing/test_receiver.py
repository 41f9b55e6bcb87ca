"""The receiver over a real sshd: honest releases, and what an honest sender may run into."""

from __future__ import annotations

from .server import commit, contents


def test_a_release_and_the_next_one_go_live_whole(receiver, signed, tmp_path):
    for order in (1, 2):
        site = signed.release(tmp_path / str(order), order)
        done = receiver.publish(site, order)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"Rilis {commit(order)} (urutan {order}) kini tayang.\n"
        assert receiver.live == contents(site)
        assert receiver.current == (commit(order), str(order))
