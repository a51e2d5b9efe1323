"""Promise clocks: when they fall due, what keeps and what misses them, and facts that arrive late."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.domains.contracts.shanghai_office import HOUR, OFFICE, fact, on, reading, started

from aftercare.domains.accounts.hours import WorkingHours
from aftercare.domains.contracts.clock import ClockFact, State, What, alerts, derive


def test_no_clock_runs_before_something_starts_it() -> None:
    assert derive([], OFFICE) is None
    assert derive([fact(What.PAUSE, on(3, 10, 9), 1)], OFFICE) is None


def test_a_first_response_within_an_hour_spans_the_lunch_break() -> None:
    assert reading(started(on(3, 10, 11, 30), 1)).due_at == on(3, 10, 14)


def test_national_day_2026_moves_the_due_time_to_the_thursday_after_it() -> None:
    late = started(on(9, 30, 16), 4)
    assert reading(late).due_at == on(10, 8, 11)


def test_the_make_up_saturday_after_national_day_counts_as_work() -> None:
    friday_evening = started(on(10, 9, 17), 4)
    assert reading(friday_evening).due_at == on(10, 10, 12)


def test_the_make_up_sunday_before_national_day_counts_as_work() -> None:
    assert reading(started(on(9, 18, 18), 1)).due_at == on(9, 20, 10)


def test_new_year_2026_is_not_worked_but_the_sunday_after_it_is() -> None:
    assert reading(started(on(12, 31, 17, year=2025), 2)).due_at == on(1, 4, 10)


def test_stopping_exactly_at_the_due_time_keeps_the_promise() -> None:
    clock = reading(started(on(3, 10, 9), 1), fact(What.STOP, on(3, 10, 10), 1))
    assert clock.state is State.MET
    assert [alert.stage for alert in alerts(clock)] == [75]


def test_stopping_a_second_late_misses_it() -> None:
    clock = reading(started(on(3, 10, 9), 1), fact(What.STOP, on(3, 10, 10) + timedelta(seconds=1), 1))
    assert clock.state is State.MISSED
    assert clock.spent_seconds(on(4, 1)) == HOUR + 1


def test_a_running_clock_is_missed_only_after_its_due_time() -> None:
    clock = reading(started(on(3, 10, 9), 1))
    assert clock.state is State.RUNNING
    assert clock.state_at(on(3, 10, 10)) is State.RUNNING
    assert clock.state_at(on(3, 10, 10) + timedelta(microseconds=1)) is State.MISSED


def test_due_at_closing_time_is_missed_by_work_done_in_the_evening() -> None:
    clock = reading(started(on(3, 10, 17), 1), fact(What.STOP, on(3, 10, 20), 1))
    assert clock.due_at == on(3, 10, 18)
    assert clock.state is State.MISSED


def test_after_a_rejected_call_back_the_clock_has_never_stopped() -> None:
    handled = [started(on(3, 10, 9), 8), fact(What.STOP, on(3, 10, 16), 1)]
    assert reading(*handled).state is State.MET
    rejected = reading(*handled, fact(What.VOID_STOP, on(3, 12, 10), 2))
    assert rejected.stopped_at is None
    assert rejected.due_at == on(3, 11, 9, 30)
    assert rejected.state is State.MISSED


def test_a_second_solution_after_a_rejection_stops_the_clock_for_good() -> None:
    clock = reading(
        started(on(3, 10, 9), 30),
        fact(What.STOP, on(3, 10, 16), 1),
        fact(What.VOID_STOP, on(3, 11, 10), 2),
        fact(What.STOP, on(3, 12, 11), 3),
    )
    assert clock.stopped_at == on(3, 12, 11)
    assert clock.state is State.MET
    assert clock.spent_seconds(clock.stopped_at) == 17 * HOUR


def test_a_priority_raised_late_promises_from_the_beginning() -> None:
    clock = reading(started(on(3, 10, 9), 16), fact(What.RETARGET, on(3, 10, 15), 1, hours=4))
    assert clock.due_at == on(3, 10, 14, 30)
    assert clock.state is State.MISSED


def test_a_priority_lowered_later_gives_back_the_longer_time() -> None:
    clock = reading(
        started(on(3, 10, 9), 16),
        fact(What.RETARGET, on(3, 10, 15), 1, hours=4),
        fact(What.RETARGET, on(3, 10, 16), 2, hours=15),
    )
    assert clock.due_at == on(3, 11, 18)
    assert clock.state is State.RUNNING


def test_a_priority_changed_after_the_solution_judges_nothing_anew() -> None:
    clock = reading(
        started(on(3, 10, 9), 16), fact(What.STOP, on(3, 10, 18), 1), fact(What.RETARGET, on(3, 11, 9), 2, hours=1)
    )
    assert clock.target_seconds == 16 * HOUR
    assert clock.state is State.MET


def test_a_late_offline_pause_shifts_the_due_time_as_if_it_had_been_known() -> None:
    known = [started(on(3, 10, 9), 6), fact(What.RESUME, on(3, 10, 16), 1)]
    assert reading(*known).due_at == on(3, 10, 16, 30)
    offline = fact(What.PAUSE, on(3, 10, 14), 2, "customer")
    assert reading(*known, offline).due_at == on(3, 11, 9, 30)


def test_a_late_offline_solution_turns_a_miss_into_a_kept_promise() -> None:
    overdue = [started(on(3, 10, 9), 4), fact(What.PAUSE, on(3, 10, 17), 1, "parts")]
    assert reading(*overdue).state is State.MISSED
    clock = reading(*overdue, fact(What.STOP, on(3, 10, 14), 2))
    assert clock.state is State.MET
    assert clock.pauses == ()


def test_recorded_order_breaks_ties() -> None:
    at = on(3, 10, 10)
    pause_first = reading(started(on(3, 10, 9), 4), fact(What.PAUSE, at, 1), fact(What.RESUME, at, 2))
    pause_last = reading(started(on(3, 10, 9), 4), fact(What.PAUSE, at, 2), fact(What.RESUME, at, 1))
    assert pause_first.state is State.RUNNING
    assert pause_last.state is State.PAUSED


def test_the_earliest_start_counts_even_if_it_was_recorded_last() -> None:
    phone_call = started(on(3, 10, 9), 1, order=5)
    assert reading(started(on(3, 10, 9, 40), 1, order=1), phone_call).due_at == on(3, 10, 10)


def test_an_answer_given_before_the_request_was_recorded_meets_the_promise() -> None:
    clock = reading(fact(What.STOP, on(3, 10, 8, 55), 1), started(on(3, 10, 9, 5), 1, order=2))
    assert clock.stopped_at == on(3, 10, 9, 5)
    assert clock.state is State.MET
    assert clock.spent_seconds(on(3, 11)) == 0


def test_a_cancelled_clock_is_neither_met_nor_missed() -> None:
    clock = reading(started(on(3, 10, 9), 4), fact(What.CANCEL, on(3, 10, 10), 1))
    assert clock.state is State.CANCELLED
    assert clock.state_at(on(12, 1)) is State.CANCELLED
    assert clock.cancelled_at == on(3, 10, 10)
    assert alerts(clock) == ()


def test_cancelling_after_the_due_time_leaves_the_promise_missed() -> None:
    clock = reading(started(on(3, 10, 9), 1), fact(What.CANCEL, on(3, 10, 11), 1))
    assert clock.state is State.MISSED


def test_cancelling_at_the_due_instant_leaves_the_promise_missed() -> None:
    clock = reading(started(on(3, 10, 9), 1), fact(What.CANCEL, on(3, 10, 10), 1))
    assert (clock.due_at, clock.state) == (on(3, 10, 10), State.MISSED)


def test_cancelling_after_the_solution_leaves_the_promise_met() -> None:
    clock = reading(started(on(3, 10, 9), 4), fact(What.STOP, on(3, 10, 10), 1), fact(What.CANCEL, on(3, 10, 11), 2))
    assert clock.state is State.MET
    assert clock.cancelled_at is None


def test_a_calendar_without_work_never_falls_due_and_says_so() -> None:
    clock = reading(started(on(3, 10, 9), 1), hours=WorkingHours("Asia/Shanghai", ((),) * 7))
    assert clock.due_at is None
    assert clock.never_due
    assert clock.state_at(on(3, 10, year=2040)) is State.RUNNING
    assert alerts(clock) == ()


@pytest.mark.parametrize(("evening", "due"), [((2026, 3, 28), (2026, 3, 29, 9)), ((2026, 10, 24), (2026, 10, 25, 7))])
def test_nine_hours_around_the_clock_in_berlin_are_nine_real_hours(
    evening: tuple[int, int, int], due: tuple[int, int, int, int]
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = started(datetime(*evening, 23, tzinfo=berlin), 9)
    clock = reading(start, hours=WorkingHours.always("Europe/Berlin"))
    assert clock.due_at == datetime(*due, tzinfo=berlin)


def test_facts_told_in_local_time_keep_their_order_in_the_repeated_hour() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = started(datetime(2026, 10, 25, 2, 40, tzinfo=berlin), 1)
    stop = fact(What.STOP, datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=1), 1)
    clock = reading(start, stop, hours=WorkingHours.always("Europe/Berlin"))
    assert clock.stopped_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert clock.spent_seconds(clock.stopped_at) == 50 * 60


def test_a_fact_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="needs an instant with its zone"):
        ClockFact(datetime(2026, 3, 10, 9), 1, What.PAUSE)


@pytest.mark.parametrize("target", [None, 0, -60])
def test_a_start_without_a_target_is_a_mistake(target: int | None) -> None:
    with pytest.raises(ValueError, match="needs a target of one second at least"):
        ClockFact(on(3, 10), 1, What.START, target_seconds=target)


def test_the_example_in_the_handbook_of_clocks_is_true() -> None:
    facts = [started(on(9, 29, 15), 12)]
    seen = []
    for more in (
        [],
        [fact(What.PAUSE, on(9, 30, 10), 1, "parts")],
        [fact(What.RESUME, on(10, 9, 14), 2)],
        [fact(What.STOP, on(10, 9, 17), 3)],
        [fact(What.VOID_STOP, on(10, 10, 11), 4)],
        [fact(What.RETARGET, on(10, 10, 12), 5, hours=8)],
        [fact(What.PAUSE, on(10, 9, 16), 6, "customer"), fact(What.RESUME, on(10, 10, 11, 30), 7)],
    ):
        facts += more
        clock = reading(*facts)
        seen.append((clock.due_at, str(clock.state)))
    assert seen == [
        (on(10, 8, 10, 30), "running"),
        (None, "paused"),
        (on(10, 10, 14, 30), "running"),
        (on(10, 10, 14, 30), "met"),
        (on(10, 10, 14, 30), "running"),
        (on(10, 9, 18), "missed"),
        (on(10, 10, 15), "running"),
    ]
