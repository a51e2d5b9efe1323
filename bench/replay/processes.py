"""Several processes play at once: incidents are independent, so each process takes the next few from the pile."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from multiprocessing.synchronize import Barrier
from typing import Any

from bench.replay.log import Incident

FEW = 25
SPAWN = multiprocessing.get_context("spawn")
_player: Any = None


def play(incidents: Sequence[Incident], processes: int) -> tuple[Any, float]:
    """Play all the incidents; returns the tally and the seconds from the first command to the last."""
    from bench.replay.tally import Tally

    barrier = SPAWN.Barrier(processes + 1)
    tally = Tally()
    with SPAWN.Pool(processes, _prepare, (barrier, list(incidents))) as pool:
        barrier.wait()
        began = time.perf_counter()
        for played in pool.imap_unordered(_play, _piles(incidents)):
            tally.add(played)
        seconds = time.perf_counter() - began
    return tally, seconds


def play_here(incidents: Sequence[Incident]) -> tuple[Any, float]:
    """Play in this process, as a profiler and the tests want it."""
    from bench.replay.cast import find_cast
    from bench.replay.drive import Player

    player = Player(find_cast(incidents))
    began = time.perf_counter()
    tally = player.play(incidents)
    return tally, time.perf_counter() - began


def _piles(incidents: Sequence[Incident]) -> Iterator[Sequence[Incident]]:
    yield from (incidents[start : start + FEW] for start in range(0, len(incidents), FEW))


def _prepare(barrier: Barrier, incidents: Sequence[Incident]) -> None:
    global _player
    import django

    django.setup()
    from bench.replay.cast import find_cast
    from bench.replay.drive import Player

    _player = Player(find_cast(incidents))
    barrier.wait()


def _play(incidents: Sequence[Incident]) -> Any:
    return _player.play(incidents)
