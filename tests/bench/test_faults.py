"""The instruments of `python -m bench.faults`: the slow way is slow, and the proof finds what is not there."""

import socket
import threading
import time
from pathlib import Path

import pytest
from bench.faults.callers import Try
from bench.faults.outcome import Outcome, table
from bench.faults.proof import breaches
from bench.faults.relay import relaying
from tests.make import customer, request

GOOD = Outcome("stop", 1, {"201": 1, "503 with Retry-After": 2}, 0.1, 1.0, 2.0, 3.0, [])


@pytest.fixture
def echo(tmp_path: Path) -> Path:
    """A socket that gives back what one caller says."""
    door = tmp_path / "echo"
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(door))
    listening.listen()

    def answer() -> None:
        with listening, listening.accept()[0] as line:
            while said := line.recv(100):
                line.sendall(said)

    threading.Thread(target=answer, daemon=True).start()
    return door


def test_the_slow_way_delays_each_way_and_keeps_the_order(echo: Path, tmp_path: Path) -> None:
    with relaying(tmp_path / "way", echo) as relay, socket.socket(socket.AF_UNIX) as line:
        line.connect(str(relay.door))
        line.sendall(b"a")
        assert line.recv(1) == b"a"
        relay.delay = 0.2
        began = time.monotonic()
        line.sendall(b"b")
        assert line.recv(1) == b"b"
        assert time.monotonic() - began >= 0.4
        line.sendall(b"c")
        time.sleep(0.1)
        relay.delay = 0.0
        line.sendall(b"d")
        assert line.recv(1) + line.recv(1) == b"cd"


def test_a_number_that_is_not_there_is_found(db, at) -> None:
    made = request(at, title="key-1")
    assert list(breaches({"key-1": made.number})) == []
    assert list(breaches({"key-1": made.number, "key-2": "SR-2026-999999"})) == [
        "SR-2026-999999 was acknowledged and is not there"
    ]


def test_a_number_that_stands_for_another_request_is_found(db, at) -> None:
    made = request(at, title="key-1")
    assert list(breaches({"key-2": made.number})) == [f"{made.number} was acknowledged and is not there"]


def test_two_requests_under_one_key_are_found(db, at) -> None:
    one = request(at, title="key-1")
    other = request(at, title="key-1", customer_=customer(at, phone="13900139000"))
    assert list(breaches({"key-1": one.number})) == [f"{one.number} and {other.number} were made under one key"]


def test_an_answer_that_took_too_long_is_not_normal() -> None:
    assert [Try(0, 2.0, "201").normal, Try(0, 2.1, "201").normal, Try(0, 0.1, "503 with Retry-After").normal] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"normal_after": 30.1},
        {"normal_after": None},
        {"said": {"500": 1}},
        {"breaches": ["x"]},
        {"reactions_after": None},
    ],
)
def test_an_outcome_holds_only_when_all_of_it_does(changed: dict) -> None:
    known = {name: getattr(GOOD, name) for name in Outcome.__slots__}
    assert GOOD.holds
    assert not Outcome(**{**known, **changed}).holds


def test_the_table_tells_what_is_wrong_in_full() -> None:
    known = {name: getattr(GOOD, name) for name in Outcome.__slots__}
    bad = Outcome(**{**known, "said": {"500 our mistake": 2}, "breaches": ["SR-1 is lost"]})
    assert list(table([bad]))[2:] == [
        "| stop | 1.0 s | 2.0 s | 3.0 s | 1 | ; slowest 0.1 s | 2 | 1 |",
        "stop: 2 × 500 our mistake",
        "stop: SR-1 is lost",
    ]
