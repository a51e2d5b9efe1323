"""Children are kept alive, and never outlive their parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from aftercare.config.running import supervisor
from aftercare.config.running.supervisor import Child, Supervisor
from tests.config.conftest import SRC


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The supervisor takes over the signals of its process, here that of the tests."""
    kept = {order: signal.getsignal(order) for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for order, handler in kept.items():
        signal.signal(order, handler)


def run_for(seconds: float, *children: Child) -> None:
    told = threading.Timer(seconds, os.kill, [os.getpid(), signal.SIGTERM])
    told.start()
    Supervisor(children, dict(os.environ)).run()
    told.join()


def test_the_pause_before_a_restart_doubles_up_to_ten_seconds_and_starts_over_after_a_good_run() -> None:
    child = Child("web", ["true"])
    child.began = time.monotonic()
    assert [child.put_off() for _ in range(7)] == [0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]
    child.began = time.monotonic() - 31
    assert child.put_off() == 0.2


def test_a_child_that_ends_is_started_again_and_said_so(capfd: pytest.CaptureFixture[str]) -> None:
    run_for(1.0, Child("web", ["/bin/sh", "-c", "echo here; exit 3"]))
    said = capfd.readouterr()
    assert said.out.splitlines()[:2] == ["here", "here"]
    assert said.err.splitlines()[0] == "The web ended with code 3; it is started again in 0.4 s."


def test_a_child_that_does_not_obey_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "STOPS_WITHIN", 0.3)
    stubborn = Child("worker", ["/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"])
    run_for(0.5, stubborn)
    assert stubborn.process
    assert stubborn.process.returncode == -signal.SIGKILL


def test_a_supervised_process_ends_when_its_parent_is_gone() -> None:
    program = (
        "import time; from aftercare.config.running.leash import end_with_parent; end_with_parent(); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, env={"PYTHONPATH": str(SRC)})
    assert child.stdin
    child.stdin.close()  # what the kernel does for a parent that ended
    assert child.wait(10) == -signal.SIGTERM
