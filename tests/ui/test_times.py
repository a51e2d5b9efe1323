"""Instants in words and in the reader's zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from aftercare.ui.components import words
from tests.ui.conftest import Show

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("begins", "hours", "said"),
    [
        (0, 1, "today 11:00–12:00"),
        (1, 1, "tomorrow 11:00–12:00"),
        (2, 2.5, "12 Mar 11:00–13:30"),
        (-1, 1, "9 Mar 11:00–12:00"),
        (1, 14, "tomorrow 11:00–12 Mar 01:00"),
    ],
)
def test_a_slot_is_said_by_its_day_and_hours(begins: int, hours: float, said: str):
    now = datetime(2026, 3, 10, 8, tzinfo=UTC)
    start = datetime(2026, 3, 10, 11, tzinfo=UTC) + timedelta(days=begins)
    with timezone.override(UTC):
        assert words.slot(start, start + timedelta(hours=hours), now) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (59, "under 1 min"),
        (60, "1 min"),
        (23 * MINUTE + 59, "23 min"),
        (2 * HOUR, "2 h"),
        (2 * HOUR + 15 * MINUTE, "2 h 15 min"),
        (10 * HOUR + 15 * MINUTE, "10 h"),
        (47 * HOUR, "47 h"),
        (2 * DAY, "2 d"),
        (-2 * HOUR, "2 h"),
    ],
)
def test_a_span_is_said_as_precisely_as_it_matters(seconds: int, said: str):
    assert words.span(seconds) == said


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (timedelta(seconds=-59), "just now"),
        (timedelta(minutes=-5), "5 min ago"),
        (timedelta(hours=-5, minutes=-3), "5 h ago"),
        (timedelta(days=3), "in 3 d"),
        (timedelta(days=-7), "3 Mar"),
        (timedelta(days=-400), "3 Feb 2025"),
    ],
)
def test_an_instant_is_relative_within_a_week_and_a_date_beyond(at: datetime, distance: timedelta, said: str):
    assert words.relative(at + distance, at) == said


def test_what_is_left_of_a_promise_turns_into_what_is_overdue():
    assert words.left(23 * MINUTE) == "in 23 min"
    assert words.left(-2 * HOUR) == "overdue 2 h"


def test_a_time_shows_the_exact_one_in_the_readers_zone(show: Show, now: datetime):
    html = show("{% when at %}", at=now - timedelta(hours=1))
    assert html == ('<time datetime="2026-03-10T00:00:00Z" title="10 Mar 2026, 08:00 CST" data-relative>1 h ago</time>')
    with timezone.override("Europe/Berlin"):
        assert 'title="10 Mar 2026, 01:00 CET"' in show("{% when at %}", at=now - timedelta(hours=1))


def test_an_exact_time_and_a_day_are_written_out(show: Show):
    instant = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
    assert show("{% exact at %}", at=instant) == '<time datetime="2026-03-10T01:00:00Z">10 Mar 2026, 09:00 CST</time>'
    assert show("{% day on %}", on=date(2026, 3, 9)) == '<time datetime="2026-03-09">9 Mar 2026</time>'


@pytest.mark.parametrize("tag", ["when", "exact", "day"])
def test_no_time_is_a_dash(show: Show, tag: str):
    assert show(f"{{% {tag} None %}}") == '<span class="ac-nothing">–</span>'
