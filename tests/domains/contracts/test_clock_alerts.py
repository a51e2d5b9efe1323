"""Staged alerts: the instants at which a share of the promised time is spent."""

from tests.domains.contracts.shanghai_office import fact, on, reading, started

from aftercare.domains.accounts.hours import WorkingHours
from aftercare.domains.contracts.clock import Alert, What, alerts


def test_alerts_come_at_their_share_of_the_target_without_pauses() -> None:
    clock = reading(
        started(on(3, 10, 9), 4),
        fact(What.PAUSE, on(3, 10, 10), 1, "parts"),
        fact(What.RESUME, on(3, 10, 15), 2),
    )
    assert alerts(clock) == (
        Alert(75, on(3, 10, 17)),
        Alert(100, on(3, 10, 18)),
        Alert(150, on(3, 11, 11)),
    )


def test_a_paused_clock_keeps_the_alerts_it_has_reached_and_promises_no_more() -> None:
    clock = reading(started(on(3, 10, 9), 4), fact(What.PAUSE, on(3, 10, 14), 1, "parts"))
    assert alerts(clock) == (Alert(75, on(3, 10, 12)),)


def test_alerts_come_once_each_and_in_order_however_they_are_asked_for() -> None:
    clock = reading(started(on(3, 10, 9), 2))
    assert alerts(clock, (100, 50, 100)) == (Alert(50, on(3, 10, 10)), Alert(100, on(3, 10, 11)))


def test_alerts_may_be_asked_by_other_hours() -> None:
    clock = reading(started(on(3, 10, 17), 2))
    assert alerts(clock, (100,), WorkingHours.always("Asia/Shanghai")) == (Alert(100, on(3, 10, 19)),)


def test_too_long_in_one_stage_is_a_clock_started_when_the_stage_was_entered() -> None:
    entered = reading(started(on(3, 13, 16), 4))
    assert alerts(entered, (100,)) == (Alert(100, on(3, 16, 11)),)
