"""Timed work begins when it says."""

from datetime import UTC, datetime

import pytest
from procrastinate.contrib.django import app

FROM, UNTIL = datetime(2026, 3, 10, 9, 1, tzinfo=UTC).timestamp(), datetime(2026, 3, 10, 9, 3, tzinfo=UTC).timestamp()


def ticks(name: str) -> int:
    """How often a task begins within two minutes of no special place in the hour."""
    (task,) = (one for one in app.periodic_registry.periodic_tasks.values() if one.periodic_id == name)
    found, at = 0, FROM
    while (at := task.croniter.get_next(ret_type=float, start_time=at)) <= UNTIL:
        found += 1
    return found


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("requests.sweep_overdue", 24),
        ("contracts.sweep_clocks", 24),
        ("kit.retry_stalled_jobs", 4),
        ("kit.forget", 0),
    ],
)
def test_sweeps_begin_every_few_seconds_of_every_minute(name: str, times: int):
    assert ticks(name) == times


def test_no_schedule_takes_seconds_for_minutes():
    by_seconds = [one.cron.split() for one in app.periodic_registry.periodic_tasks.values() if one.cron.count(" ") == 5]
    assert {tuple(fields[:5]) for fields in by_seconds} == {("*",) * 5}
