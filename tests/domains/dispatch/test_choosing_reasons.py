"""The choice says why this one, why nobody, and what is wrong with weights."""

import json
from datetime import date

import pytest
from tests.domains.dispatch.shanghai import (
    HONGQIAO_STATION,
    TUESDAY,
    decide,
    engineer,
    number,
    on,
    requirement,
    visit,
)

from aftercare.domains.dispatch.choosing import (
    Certificate,
    Weights,
)
from aftercare.domains.dispatch.sentences import LABELS, SENTENCES


def test_the_reason_names_the_lead_and_what_decides():
    choice = decide(engineer(1), engineer(2, home=HONGQIAO_STATION))
    assert choice.chosen is choice.candidates[0]
    assert choice.chosen.engineer_id == number(1)
    assert (
        choice.reason.sentence()
        == "Least of 2 who fit: 25.5 minutes in all, 40.8 minutes less than the next; most of it by travel."
    )


def test_the_reason_of_the_only_one_who_fits():
    choice = decide(engineer(1, active=False), engineer(2), engineer(3, skills={}))
    assert choice.reason.sentence() == "The only one who fits of 3: 25.5 minutes in all."


def test_the_reason_when_nobody_fits_counts_what_is_in_the_way():
    choice = decide(engineer(1, active=False), engineer(2, skills={}), engineer(3, skills={}, active=False))
    assert choice.chosen is None
    assert choice.reason.sentence() == (
        "None of the engineers fits (3 were looked at). In the way: not active: 2, skill missing: 2. "
        "Change the required date, the skills or the exclusions, or assign by hand."
    )
    assert [scored.engineer_id.int for scored in choice.candidates] == [1, 2, 3]


def test_the_reason_when_there_is_nobody_at_all():
    assert decide().reason.sentence() == "There are no engineers to choose from; register one or activate one."


def test_equal_totals_go_to_the_one_with_less_planned_then_to_the_lower_id():
    weights = Weights(workload_full_day=0, above_mean_full_day=0, nearby_job=0)
    busy = engineer(1, planned=(visit(TUESDAY, 14, minutes=60),))
    by_load = decide(busy, engineer(2), weights=weights)
    assert by_load.chosen and by_load.chosen.engineer_id == number(2)
    assert by_load.reason.sentence() == (
        "As good as the next of 2 who fit: 25.5 minutes in all; has less planned that day."
    )
    by_order = decide(engineer(3), engineer(2))
    assert by_order.chosen and by_order.chosen.engineer_id == number(2)
    assert by_order.reason.sentence() == (
        "As good as the next of 2 who fit: 25.5 minutes in all; taken in fixed order."
    )


def test_weights_out_of_their_bounds_are_refused_by_name():
    weights = Weights(travel_factor=6, lateness=(60, 40, 20, -1))
    assert [reason.sentence() for reason in weights.refusals()] == [
        "The weight travel_factor is 6; it must be from 0 to 5.",
        "The weight lateness is -1; it must be from 0 to 480.",
    ]
    assert Weights().refusals() == ()


def test_weights_of_a_wrong_shape_are_refused_by_name():
    kept = {"preferred": "many", "lateness": [1, 2, 3], "wait_hour": 5, "travel_factor": [1, 1, 1, 1]}
    assert [reason.sentence() for reason in Weights.from_json(kept).refusals()] == [
        "The weight travel_factor must be a number.",
        "The weight lateness must be four numbers, one for each priority.",
        "The weight wait_hour must be four numbers, one for each priority.",
        "The weight preferred must be a number.",
    ]


def test_kept_weights_take_defaults_for_what_was_added_since_and_pass_over_what_is_gone():
    kept = {**Weights(preferred=50).to_json(), "charm": 3}
    del kept["travel_factor"]
    assert Weights.from_json(json.loads(json.dumps(kept))) == Weights(preferred=50)


def test_a_number_that_is_none_is_refused_as_a_weight():
    assert [reason.params["weight"] for reason in Weights(preferred=float("nan")).refusals()] == ["preferred"]


def test_a_requirement_with_an_unknown_priority_is_a_bug():
    with pytest.raises(ValueError, match="Priority 5 must be 1 to 4, 60 minutes at least 1."):
        requirement(urgency=5)


def test_every_part_of_a_score_has_a_label_and_a_sentence():
    person = engineer(1, certificates=(Certificate("COOLING", "Refrigerants", date(2027, 1, 1)),))
    for part in decide(person, latest_at=on(TUESDAY, 12)).candidates[0].parts:
        assert part.code in LABELS and part.why.code in SENTENCES
