"""Kept choices counted again with other weights: exactly what the rules would have counted, by the kept facts."""

import json
import os
from dataclasses import replace
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.domains.dispatch.cooler import COOLER_FAILS, NAMES, TEAM
from tests.domains.dispatch.random_days import RandomDay
from tests.domains.dispatch.shanghai import (
    HONGQIAO_STATION,
    MINHANG,
    PEOPLES_SQUARE,
    TUESDAY,
    decide,
    engineer,
    number,
    visit,
)

from aftercare.domains.dispatch.choosing import Choice, Travel, Weights, choose
from aftercare.domains.dispatch.what_if import unseen, weighed, what_if

EXAMPLES = int(os.environ.get("AFTERCARE_EXAMPLES", "300"))
MANY = settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], database=None)
SEEDS = st.integers(0, 2**40)


def kept(choice: Choice) -> Choice:
    """The choice as a decision gives it back."""
    return Choice.from_json(json.loads(json.dumps(choice.to_json())))


def other_weights(random: Random) -> Weights:
    """Any weights of which a kept choice can tell the effect."""
    some = random.uniform
    return Weights(
        travel_factor=some(0, 2),
        workload_full_day=random.choice([0, some(0, 60)]),
        above_mean_full_day=random.choice([0, some(0, 60)]),
        nearby_job=some(0, 10),
        nearby_jobs_counted=random.randint(0, 6),
        reserve_minutes=random.choice([0, some(1, 240)]),
        lateness=(some(0, 90), some(0, 90), some(0, 90), 0),
        wait_hour=(some(0, 20), some(0, 9), some(0, 3), 0),
        wait_limit=some(0, 300),
        surplus_level=random.choice([0, some(0, 9)]),
        rare_skill=some(0, 20),
        continuity=some(0, 90),
        parts_trip=some(0, 60),
        missing_part=some(0, 9),
        secondary_territory=some(0, 60),
        outside_territory=some(0, 60),
        outside_territory_refused=random.choice([True, False]),
        preferred=some(0, 60),
        outside_wish=some(0, 60),
    )


@MANY
@given(SEEDS)
def test_a_kept_choice_counted_again_is_the_choice_made_anew(seed):
    """Overtime and the wish apart: with other weights another opening may win. Outside was not refused, or still is."""
    day, random = RandomDay(seed), Random(seed)
    day.requirement = replace(day.requirement, wish=None)
    team = [replace(each, overtime_minutes=0) for each in day.team]
    before, after = replace(other_weights(random), reserve_minutes=240), other_weights(random)
    if not after.outside_territory_refused:
        before = replace(before, outside_territory_refused=False)
    old, new = (choose(day.requirement, team, weights, travel=Travel()) for weights in (before, after))
    again = weighed(kept(old), after)
    assert [(each.engineer_id, each.total) for each in again] == [
        (scored.engineer_id, scored.total_minutes) for scored in new.candidates if scored.accepted
    ]
    told = list(what_if([(number(1000), kept(old))], after))
    changed = old.chosen is not None and old.chosen.engineer_id != (new.chosen and new.chosen.engineer_id)
    assert [(each.then_id, each.now_id) for each in told] == (
        [(old.chosen.engineer_id, new.chosen and new.chosen.engineer_id)] if changed else []
    )


def test_weighing_waiting_less_and_continuity_more_would_have_sent_another():
    choice = kept(choose(COOLER_FAILS, TEAM, Weights(), travel=Travel()))
    other = Weights(wait_hour=(10, 0, 0, 0), continuity=60, secondary_territory=0, workload_full_day=0)
    (difference,) = what_if([(number(1000), choice)], replace(other, above_mean_full_day=0))
    assert (difference.request_id, NAMES[difference.then_id], NAMES[difference.now_id]) == (
        number(1000),
        "陈建国",
        "李伟",
    )
    assert (difference.ahead_minutes, difference.why.sentence()) == (
        38.5,
        "21.8 minutes behind then, 38.5 minutes ahead with these weights; most of it by continuity.",
    )
    assert list(what_if([(number(1000), choice)], Weights(preferred=50))) == []


def test_what_counted_nought_then_may_decide_with_a_weight_of_its_own():
    silent = Weights(preferred=0, workload_full_day=0, above_mean_full_day=0)
    far = engineer(2, home=HONGQIAO_STATION)
    choice = kept(decide(engineer(1), far, weights=silent, preferred_engineer_id=number(2)))
    assert [part.code for part in choice.candidates[1].parts] == ["travel", "workload", "wait"]
    (difference,) = what_if([(number(7), choice)], Weights(preferred=60))
    assert (difference.now_id, difference.ahead_minutes) == (number(2), 19.2)
    assert difference.why.params["deciding_label"] == "preferred"


def test_more_visits_nearby_count_once_the_limit_allows_them():
    near = tuple(visit(TUESDAY, hour, minutes=30, place=PEOPLES_SQUARE) for hour in (13, 14, 15, 16))
    choice = kept(decide(engineer(planned=near)))
    assert [weighed(choice, Weights(nearby_jobs_counted=n))[0].minutes["density"] for n in (0, 2, 3, 20)] == [
        0.0,
        -8.0,
        -12.0,
        -16.0,
    ]


def test_equal_totals_fall_to_the_one_with_less_planned():
    even = Weights(preferred=0, workload_full_day=0, above_mean_full_day=0)
    busy = engineer(1, planned=(visit(TUESDAY, 14, minutes=42),))
    liked = kept(decide(busy, engineer(2), weights=replace(even, preferred=1), preferred_engineer_id=number(1)))
    (difference,) = what_if([(number(7), liked)], even)
    assert (difference.then_id, difference.now_id, difference.ahead_minutes) == (number(1), number(2), 0.0)
    assert difference.why.sentence() == (
        "1 minute behind then, even with these weights; the one with less planned that day goes, "
        "or the first in fixed order."
    )


def test_refusing_outside_the_territories_sends_another_or_nobody():
    outside, inside = engineer(1, territories={MINHANG: "primary"}), engineer(2, home=HONGQIAO_STATION)
    counted = Weights(outside_territory_refused=False, outside_territory=0)
    alone, both = kept(decide(outside, weights=counted)), kept(decide(outside, inside, weights=counted))
    told = what_if([(number(7), alone), (number(8), both)], Weights())
    assert [(each.request_id, each.then_id, each.now_id, each.why.sentence()) for each in told] == [
        (number(7), number(1), None, "Outside all territories, everybody would be refused; nobody would be left."),
        (number(8), number(1), number(2), "Outside all territories, who was chosen would be refused."),
    ]


def test_choices_of_nobody_tell_nothing():
    nobody = kept(decide(engineer(active=False)))
    assert nobody.chosen is None
    assert list(what_if([(number(7), nobody)], Weights(preferred=60))) == []


def test_decisions_kept_before_their_numbers_were_are_counted_by_what_they_say():
    near = tuple(visit(TUESDAY, hour, minutes=30, place=PEOPLES_SQUARE) for hour in (13, 14, 15, 16))
    person = engineer(skills={"COOLING": 2, "ROBOT": 3, "X-RAY": 1}, planned=near)
    record = json.loads(json.dumps(decide(person, parts={"FUSE-3A": 2, "FAN-12": 1}).to_json()))
    for part in record["candidates"][0]["parts"]:
        part["why"]["params"].pop("count", None)
        part["why"]["params"].pop("nearby", None)
    (again,) = weighed(Choice.from_json(record), Weights())
    assert [again.minutes[code] for code in ("density", "rare_skill", "parts")] == [-12.0, 16.0, 40.0]


def test_what_past_choices_cannot_tell_is_named():
    wider = Weights(nearby_km=5, rare_share=0.2, horizon_days=20, reserve_minutes=300, outside_territory_refused=False)
    names = ("nearby_km", "reserve_minutes", "rare_share", "outside_territory_refused", "horizon_days")
    assert unseen(Weights(), replace(wider, preferred=40)) == names
    assert unseen(wider, replace(wider, reserve_minutes=60, outside_territory_refused=True, preferred=0)) == ()
