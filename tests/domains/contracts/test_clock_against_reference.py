"""The promise clock against an independent one that walks minute by minute: no difference on any random calendar.

`AFTERCARE_EXAMPLES` says how many calendars are compared (300 unless told).
"""

import os
from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.domains.contracts.random_clocks import Case, cases
from tests.domains.contracts.reference_clock import Calendar, Walk, walk

from aftercare.domains.accounts.hours import (
    Interval,
    WorkingHours,
    add_working_seconds,
    working_seconds,
    working_spans,
    working_time,
)
from aftercare.domains.contracts.clock import ClockFact, Kind, Reading, What, alerts, derive, explain

EXAMPLES = int(os.environ.get("AFTERCARE_EXAMPLES", "300"))
CAP = timedelta(days=21)
SECOND = timedelta(seconds=1)


def test_every_random_clock_reads_like_the_one_that_walks_minute_by_minute(capsys: pytest.CaptureFixture[str]) -> None:
    seen: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(cases())
    def compare(case: Case) -> None:
        hours = working_hours(case.calendar)
        walked = walk(case.calendar, case.facts, case.checkpoints, case.stages, CAP)
        facts = [ClockFact(at, order, What(what), why, target) for at, order, what, why, target in case.facts]
        reading = derive(facts, hours)
        assert reading is not None
        same_course(reading, walked)
        same_stages(reading, walked, case)
        same_at_checkpoints(reading, walked)
        same_working_time(hours, walked)
        same_timeline(facts, reading, walked)
        seen.update(["clocks", case.calendar.zone, f"ends {reading.state}", "due" if walked.due else "not due"])

    compare()
    with capsys.disabled():
        zones = sum(1 for name in seen if "/" in name)
        print(f"\n{seen['clocks']} clocks compared in {zones} zones, {seen['due']} of them due: 0 differences")
    assert seen["clocks"] >= EXAMPLES


def working_hours(calendar: Calendar) -> WorkingHours:
    week = tuple(tuple(Interval(*pair) for pair in day) for day in calendar.week)
    dates = {day: tuple(Interval(*pair) for pair in pairs) for day, pairs in calendar.dates.items()}
    return WorkingHours(calendar.zone, week, dates)


def same_course(reading: Reading, walked: Walk) -> None:
    assert reading.started_at == walked.started
    assert reading.target_seconds * SECOND == walked.target
    assert reading.stopped_at == walked.stopped
    assert reading.cancelled_at == walked.cancelled
    assert [(rest.since, rest.to, rest.reason) for rest in reading.pauses] == walked.pauses()


def same_stages(reading: Reading, walked: Walk, case: Case) -> None:
    """A stage the walk never met must lie beyond its end for the clock too, or nowhere while a pause is open."""
    for stage in case.stages:
        at = reading.reached_at(stage * reading.target_seconds * SECOND / 100)
        if stage in walked.reached:
            assert at == walked.reached[stage]
        else:
            assert at is None or (at >= walked.walked_to and not walked.paused_for_ever)
    assert reading.due_at == reading.reached_at(reading.target_seconds * SECOND)
    end = walked.ended or walked.walked_to
    fired = {alert.stage: alert.at for alert in alerts(reading, case.stages) if alert.at < walked.walked_to}
    assert fired == {stage: at for stage, at in walked.reached.items() if at < end}


def same_at_checkpoints(reading: Reading, walked: Walk) -> None:
    for at, spent in walked.spent.items():
        assert reading.spent(at) == spent
        assert reading.spent_seconds(at) == spent // SECOND
        assert reading.state_at(at) == walked.state(at)


def same_working_time(hours: WorkingHours, walked: Walk) -> None:
    start, end = walked.started, walked.walked_to
    open_spans = [(opens, closes) for _, opens, closes, _ in walked.open_spans]
    assert list(working_spans(hours, start, end)) == open_spans
    total = sum((closes - opens for opens, closes in open_spans), timedelta(0))
    assert working_time(hours, start, end) == total
    assert working_seconds(hours, start, end) == total // SECOND
    for seconds in {total // SECOND, total // SECOND // 3}:
        assert add_working_seconds(hours, start, seconds) == laid_end_to_end(open_spans, seconds, start)


def laid_end_to_end(spans: list[tuple[datetime, datetime]], seconds: int, start: datetime) -> datetime:
    """The instant at which so many seconds of these spans are used up."""
    left = seconds * SECOND
    for opens, closes in spans:
        if left > timedelta(0):
            start = min(closes, opens + left)
            left -= start - opens
    return start


def same_timeline(facts: list[ClockFact], reading: Reading, walked: Walk) -> None:
    until = max(walked.spent)
    spans = explain(facts, reading.hours, until)
    end = min(walked.ended or max(until, reading.due_at or until), walked.walked_to)
    drawn = [(str(span.kind), span.start, min(span.end, end), span.reason) for span in spans if span.start < end]
    assert drawn == walked.timeline_until(end)
    worked = sum((span.end - span.start for span in spans if span.kind is Kind.WORKING), timedelta(0))
    assert [span.spent_after for span in spans[-1:]] in ([], [worked // SECOND])
    if spans and spans[-1].end == reading.due_at:
        assert worked == reading.target_seconds * SECOND
