"""Why is it due then: the timeline of working, paused and closed time."""

from datetime import date, datetime

from tests.domains.contracts.shanghai_office import HOUR, OFFICE, SHANGHAI, on, started

from aftercare.domains.accounts.holidays import official_days
from aftercare.domains.contracts.clock import ClockFact, What, explain

NAMES = {day.date: day.name for day in official_days("CN", [2026], language="zh-hans")}
Row = tuple[str, str, str, str, int]


def drawn(facts: list[ClockFact], until: datetime, names: dict[date, str] | None = None) -> list[Row]:
    """The spans in Shanghai time."""
    return [
        (str(span.kind), _local(span.start), _local(span.end), span.reason, span.spent_after)
        for span in explain(facts, OFFICE, until, day_names=names)
    ]


def _local(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


def test_a_timeline_leads_from_the_start_to_the_due_time() -> None:
    assert drawn([started(on(3, 10, 11), 2)], on(3, 10, 11)) == [
        ("working", "03-10 11:00", "03-10 12:00", "", HOUR),
        ("closed", "03-10 12:00", "03-10 13:30", "", HOUR),
        ("working", "03-10 13:30", "03-10 14:30", "", 2 * HOUR),
    ]


def test_a_pause_is_one_span_with_its_reason_over_the_nights_it_holds() -> None:
    facts = [
        started(on(3, 13, 16), 3),
        ClockFact(on(3, 13, 17), 1, What.PAUSE, "parts"),
        ClockFact(on(3, 16, 8), 2, What.RESUME),
    ]
    assert drawn(facts, on(3, 13, 16)) == [
        ("working", "03-13 16:00", "03-13 17:00", "", HOUR),
        ("paused", "03-13 17:00", "03-16 08:00", "parts", HOUR),
        ("closed", "03-16 08:00", "03-16 09:00", "", HOUR),
        ("working", "03-16 09:00", "03-16 11:00", "", 3 * HOUR),
    ]


def test_closed_spans_name_the_holidays_they_hold() -> None:
    assert drawn([started(on(9, 30, 17), 2)], on(9, 30, 17), NAMES) == [
        ("working", "09-30 17:00", "09-30 18:00", "", HOUR),
        (
            "closed",
            "09-30 18:00",
            "10-08 09:00",
            "国庆节, 国庆节（补假）",
            HOUR,
        ),
        ("working", "10-08 09:00", "10-08 10:00", "", 2 * HOUR),
    ]


def test_the_night_after_a_make_up_day_has_no_holiday_to_name() -> None:
    assert drawn([started(on(10, 10, 17), 2)], on(10, 10, 17), NAMES)[1] == (
        "closed",
        "10-10 18:00",
        "10-12 09:00",
        "",
        HOUR,
    )


def test_a_clock_started_and_stopped_inside_a_holiday_names_it() -> None:
    facts = [started(on(10, 1, 10), 1), ClockFact(on(10, 1, 11), 1, What.STOP)]
    assert drawn(facts, on(10, 8), NAMES) == [("closed", "10-01 10:00", "10-01 11:00", "国庆节", 0)]


def test_a_span_that_ends_at_midnight_holds_nothing_of_the_next_day() -> None:
    facts = [started(on(9, 30, 20), 1), ClockFact(on(10, 1), 1, What.STOP)]
    assert drawn(facts, on(10, 8), NAMES) == [("closed", "09-30 20:00", "10-01 00:00", "", 0)]


def test_an_overdue_clock_is_drawn_up_to_now() -> None:
    assert drawn([started(on(3, 10, 9), 1)], on(3, 10, 12, 30)) == [
        ("working", "03-10 09:00", "03-10 12:00", "", 3 * HOUR),
        ("closed", "03-10 12:00", "03-10 12:30", "", 3 * HOUR),
    ]


def test_a_stopped_clock_is_drawn_up_to_its_stop() -> None:
    facts = [started(on(3, 10, 9), 4), ClockFact(on(3, 10, 10), 1, What.STOP)]
    assert drawn(facts, on(3, 20)) == [("working", "03-10 09:00", "03-10 10:00", "", HOUR)]


def test_an_open_pause_is_drawn_up_to_now() -> None:
    facts = [started(on(3, 10, 9), 4), ClockFact(on(3, 10, 10), 1, What.PAUSE, "customer")]
    assert drawn(facts, on(3, 11, 15)) == [
        ("working", "03-10 09:00", "03-10 10:00", "", HOUR),
        ("paused", "03-10 10:00", "03-11 15:00", "customer", HOUR),
    ]


def test_a_pause_asked_about_at_its_first_instant_is_not_drawn_yet() -> None:
    facts = [started(on(3, 10, 9), 4), ClockFact(on(3, 10, 10), 1, What.PAUSE, "customer")]
    assert drawn(facts, on(3, 10, 10)) == [("working", "03-10 09:00", "03-10 10:00", "", HOUR)]


def test_a_change_of_reason_begins_a_new_paused_span() -> None:
    facts = [
        started(on(3, 10, 9), 4),
        ClockFact(on(3, 10, 9), 1, What.PAUSE, "parts"),
        ClockFact(on(3, 10, 10), 2, What.PAUSE, "customer"),
    ]
    assert drawn(facts, on(3, 10, 11)) == [
        ("paused", "03-10 09:00", "03-10 10:00", "parts", 0),
        ("paused", "03-10 10:00", "03-10 11:00", "customer", 0),
    ]


def test_nothing_is_drawn_of_a_clock_that_has_not_started() -> None:
    assert explain([ClockFact(on(3, 10, 10), 1, What.PAUSE)], OFFICE, on(3, 11)) == ()


def test_a_clock_asked_before_its_start_is_drawn_to_its_due_time_all_the_same() -> None:
    assert drawn([started(on(3, 10, 9), 1)], on(3, 1)) == [("working", "03-10 09:00", "03-10 10:00", "", HOUR)]
