"""Pauses of a promise clock: what they add, whose reason counts, and what they can't undo."""

from tests.domains.contracts.shanghai_office import HOUR, fact, on, reading, started

from aftercare.domains.accounts.hours import WorkingHours
from aftercare.domains.contracts.clock import State, What


def test_a_weekend_inside_a_pause_is_not_paid_for_twice() -> None:
    clock = reading(
        started(on(3, 13, 15), 4),
        fact(What.PAUSE, on(3, 13, 17), 1, "parts"),
        fact(What.RESUME, on(3, 16, 10), 2),
    )
    assert clock.spent_seconds(on(3, 16, 10)) == 2 * HOUR
    assert clock.due_at == on(3, 16, 12)


def test_a_paused_clock_has_no_due_time_but_says_what_it_would_be() -> None:
    clock = reading(started(on(3, 10, 9), 4), fact(What.PAUSE, on(3, 10, 10), 1, "customer"))
    assert clock.state is State.PAUSED
    assert clock.due_at is None
    assert clock.due_if_resumed_at(on(3, 10, 11)) == on(3, 10, 15, 30)
    assert clock.due_if_resumed_at(on(3, 14, 8)) == on(3, 16, 12)
    assert not clock.never_due


def test_a_clock_that_waits_for_parts_is_never_missed() -> None:
    clock = reading(started(on(3, 10, 9), 4), fact(What.PAUSE, on(3, 10, 10), 1, "parts"))
    assert clock.state_at(on(12, 1)) is State.PAUSED
    assert clock.spent_seconds(on(12, 1)) == HOUR


def test_pausing_a_paused_clock_changes_the_reason_and_one_resume_ends_it() -> None:
    clock = reading(
        started(on(3, 10, 9), 4),
        fact(What.PAUSE, on(3, 10, 10), 1, "parts"),
        fact(What.PAUSE, on(3, 10, 11), 2, "customer"),
        fact(What.RESUME, on(3, 10, 14), 3),
    )
    assert [(rest.since, rest.to, rest.reason) for rest in clock.pauses] == [
        (on(3, 10, 10), on(3, 10, 11), "parts"),
        (on(3, 10, 11), on(3, 10, 14), "customer"),
    ]
    assert clock.due_at == on(3, 10, 17)


def test_resuming_a_running_clock_changes_nothing() -> None:
    assert reading(started(on(3, 10, 9), 1), fact(What.RESUME, on(3, 10, 9, 30), 1)).due_at == on(3, 10, 10)


def test_a_pause_after_the_due_time_does_not_take_the_miss_back() -> None:
    clock = reading(started(on(3, 10, 9), 1), fact(What.PAUSE, on(3, 10, 11), 1, "parts"))
    assert clock.due_at == on(3, 10, 10)
    assert clock.state is State.MISSED


def test_a_clock_that_does_not_rest_is_due_when_it_is_due() -> None:
    running = reading(started(on(3, 10, 9), 4))
    missed = reading(started(on(3, 10, 9), 1), fact(What.PAUSE, on(3, 10, 11), 1, "parts"))
    never = reading(started(on(3, 10, 9), 4), hours=WorkingHours("Asia/Shanghai", ((),) * 7))
    assert running.due_if_resumed_at(on(3, 12)) == on(3, 10, 14, 30)
    assert missed.due_if_resumed_at(on(3, 12)) == on(3, 10, 10)
    assert never.due_if_resumed_at(on(3, 12)) is None
