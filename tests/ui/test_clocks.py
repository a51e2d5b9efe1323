"""The promise clock: words, tone, icon and ring together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.ui.conftest import Show


@dataclass
class Stored:
    """A clock as the database keeps it: no share, and a standing instead of a state."""

    kind: str
    started_at: datetime
    due_at: datetime | None
    standing: str = "running"
    stopped_at: datetime | None = None
    reason: str = ""


@pytest.mark.parametrize(
    ("minutes", "share", "tone", "icon", "words", "ring"),
    [
        (23, 0.4, "good", "clock", "in 23 min", 40),
        (6, 0.75, "warn", "clock-exclamation", "in 6 min", 75),
        (-120, 1, "bad", "alert-triangle", "overdue 2 h", 100),
    ],
)
def test_a_running_clock_goes_from_green_over_amber_to_red(
    show: Show, now: datetime, minutes: int, share: float, tone: str, icon: str, words: str, ring: int
):
    html = show(
        '{% countdown kind="resolution" due_at=due share=share %}', due=now + timedelta(minutes=minutes), share=share
    )
    assert f"ac-tone-{tone}" in html
    assert f"icons.svg#{icon}" in html
    assert f"<span data-left>{words}</span>" in html
    assert f'stroke-dasharray="{ring} 100"' in html
    assert '<span class="ac-clock-kind">Resolution</span>' in html


@pytest.mark.parametrize(
    ("state", "tone", "words"),
    [
        ("met", "good", "kept"),
        ("paused", "neutral", "paused"),
        ("missed", "bad", "missed"),
        ("cancelled", "neutral", "stopped"),
    ],
)
def test_a_clock_that_does_not_run_says_so(show: Show, now: datetime, state: str, tone: str, words: str):
    html = show('{% countdown kind="arrival" state=state %}', state=state)
    assert f'ac-tone-{tone}" data-clock="{state}"' in html
    assert f"<span data-left>{words}</span>" in html


def test_a_stored_clock_shows_the_share_by_the_wall_clock(show: Show, now: datetime):
    clock = Stored("first_response", now - timedelta(minutes=30), now + timedelta(minutes=30))
    html = show("{% countdown clock %}", clock=clock)
    assert 'data-share="0.5"' in html
    assert 'title="First response · due 10 Mar 2026, 09:30 CST"' in html


def test_a_clock_stopped_too_late_stays_at_what_it_was_late(show: Show, now: datetime):
    clock = Stored("arrival", now - timedelta(days=2), now - timedelta(days=1), "missed", now - timedelta(hours=21))
    html = show("{% countdown clock %}", clock=clock)
    assert "<span data-left>overdue 3 h</span>" in html
    assert 'data-clock="ended"' in html


def test_a_pause_tells_its_reason_and_a_compact_clock_keeps_it_in_the_tooltip(show: Show, now: datetime):
    clock = Stored("resolution", now, None, "paused", reason="waits for parts")
    assert '<span class="ac-clock-reason">waits for parts</span>' in show("{% countdown clock %}", clock=clock)
    compact = show("{% countdown clock compact=True %}", clock=clock)
    assert "ac-clock-reason" not in compact
    assert 'title="Resolution · waits for parts"' in compact
