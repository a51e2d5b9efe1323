"""When the customer would like somebody to come: it costs to miss it, and nothing to keep it."""

from dataclasses import replace

from tests.domains.dispatch.shanghai import (
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    ZHANGJIANG,
    decide,
    engineer,
    number,
    on,
    requirement,
    visit,
)

from aftercare.domains.dispatch.choosing import Scored, Weights, check_by_hand
from aftercare.domains.dispatch.requirement import Wish
from aftercare.domains.dispatch.what_if import what_if

WEDNESDAY_AFTERNOON = Wish(on(WEDNESDAY, 14), on(WEDNESDAY, 16))


def part(scored: Scored, code: str) -> tuple[float, str]:
    return next((each.minutes, each.sentence()) for each in scored.parts if each.code == code)


def test_whoever_can_come_when_it_is_wished_comes_then_and_nobody_waits_for_it():
    (scored,) = decide(engineer(), wish=WEDNESDAY_AFTERNOON).candidates
    assert (scored.earliest_start_at, scored.total_minutes) == (on(WEDNESDAY, 14), 25.1)
    assert part(scored, "wish") == (
        0.0,
        "Can begin at 2026-03-11 14:00, within the customer's wish (2026-03-11 14:00 to 2026-03-11 16:00).",
    )
    assert scored.minutes_of("wait") == 0.0


def test_whoever_can_not_pays_for_it_and_says_so():
    busy = engineer(planned=(visit(WEDNESDAY, 13, minutes=240),))
    (scored,) = decide(busy, wish=WEDNESDAY_AFTERNOON).candidates
    assert scored.earliest_start_at == on(TUESDAY, 9, 26)
    assert part(scored, "wish") == (
        30.0,
        "Can begin at 2026-03-10 09:26, outside the customer's wish (2026-03-11 14:00 to 2026-03-11 16:00).",
    )


def test_the_wish_decides_between_two_who_are_alike():
    busy, free = engineer(1, planned=(visit(WEDNESDAY, 13, minutes=240),)), engineer(2)
    choice = decide(busy, free, wish=WEDNESDAY_AFTERNOON)
    assert choice.chosen and choice.chosen.engineer_id == number(2)
    assert choice.reason.params["deciding_label"] == "wish"
    assert decide(busy, free).chosen.engineer_id == number(1)


def test_a_visit_keeps_the_wish_that_begins_before_its_end():
    until_five = engineer(planned=(visit(WEDNESDAY, 9, minutes=410),))
    (scored,) = decide(until_five, wish=WEDNESDAY_AFTERNOON, place=None).candidates
    assert scored.minutes_of("wish") == 30.0
    (scored,) = decide(engineer(), wish=Wish(on(WEDNESDAY, 15, 59), on(WEDNESDAY, 16)), place=None).candidates
    assert scored.earliest_start_at == on(WEDNESDAY, 15, 59)


def test_an_evening_is_wished_and_overtime_counts_for_it():
    evening = Wish(on(TUESDAY, 18), on(TUESDAY, 19))
    person = engineer(overtime_minutes=60)
    (scored,) = decide(person, wish=evening, weights=Weights(outside_wish=300)).candidates
    assert scored.earliest_start_at == on(TUESDAY, 18)
    assert (scored.minutes_of("wish"), scored.minutes_of("overtime")) == (0.0, 90.0)
    (dear,) = decide(person, wish=evening).candidates
    assert (dear.earliest_start_at, dear.minutes_of("wish")) == (on(TUESDAY, 9, 26), 30.0)


def test_a_wish_behind_the_required_date_is_missed_by_everybody_alike():
    late = Wish(on(13, 9), on(13, 11))
    choice = decide(engineer(1), engineer(2), wish=late)
    assert [scored.minutes_of("wish") for scored in choice.candidates] == [30.0, 30.0]


def test_a_kept_choice_is_counted_again_with_another_weight_of_the_wish():
    busy, free = engineer(1, planned=(visit(WEDNESDAY, 13, minutes=240),)), engineer(2, home=ZHANGJIANG)
    choice = decide(busy, free, wish=WEDNESDAY_AFTERNOON)
    (difference,) = what_if([(number(1000), choice)], Weights(outside_wish=0))
    assert (difference.then_id, difference.now_id) == (number(2), number(1))
    assert list(what_if([(number(1000), choice)], Weights(outside_wish=60))) == []


def test_by_hand_a_time_outside_the_wish_is_recorded():
    asked = replace(requirement(), wish=WEDNESDAY_AFTERNOON)
    refused, warned = check_by_hand(asked, engineer(), start_at=on(THURSDAY, 14))
    assert (refused, [str(reason) for reason in warned]) == (
        (),
        ["The visit would begin at 2026-03-12 14:00; the customer wishes 2026-03-11 14:00 to 2026-03-11 16:00."],
    )
    assert check_by_hand(asked, engineer(), start_at=on(WEDNESDAY, 15)) == ((), ())
