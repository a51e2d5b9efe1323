"""Every soft rule counts exact minutes and says why."""

from typing import Any

import pytest
from tests.domains.dispatch.shanghai import (
    ALL_SHANGHAI,
    CENTURY_PARK,
    HONGQIAO_STATION,
    LUJIAZUI,
    MINHANG,
    PEOPLES_SQUARE,
    PUDONG,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    XINZHUANG,
    ZHANGJIANG,
    decide,
    engineer,
    number,
    on,
    requirement,
    visit,
)

from aftercare.domains.dispatch.choosing import (
    EngineerFacts,
    Place,
    PlannedJob,
    Scored,
    Travel,
    Weights,
    choose,
)
from aftercare.domains.dispatch.travel import distance_km


def only(person: EngineerFacts, **asked: Any) -> Scored:
    (scored,) = decide(person, **asked).candidates
    return scored


def told(scored: Scored, code: str) -> tuple[float, str] | None:
    """What one rule counted, and its sentence; None where it was silent."""
    return next(((part.minutes, part.sentence()) for part in scored.parts if part.code == code), None)


def test_an_engineer_with_nothing_special_counts_the_way_and_the_wait():
    scored = only(engineer())
    assert [(part.label, part.minutes) for part in scored.parts] == [
        ("travel", 25.1),
        ("workload", 0.0),
        ("waiting time", 0.4),
    ]
    assert scored.total_minutes == 25.5
    assert scored.earliest_start_at == on(TUESDAY, 9, 26)


def test_the_way_from_home_is_told_in_kilometres_and_minutes():
    assert told(only(engineer()), "travel") == (25.1, "7.1 km by road from home: 25.1 minutes.")


def test_the_nearest_visit_of_the_day_counts_where_it_is_nearer_than_home():
    person = engineer(planned=(visit(TUESDAY, 14, place=PEOPLES_SQUARE), visit(TUESDAY, 16, place=XINZHUANG)))
    assert told(only(person), "travel") == (16.6, "3.6 km by road from the nearest visit of the day: 16.6 minutes.")


def test_visits_of_other_days_shorten_no_way():
    person = engineer(planned=(visit(WEDNESDAY, 14, place=PEOPLES_SQUARE),))
    assert told(only(person), "travel") == (25.1, "7.1 km by road from home: 25.1 minutes.")


def test_a_site_without_coordinates_takes_what_its_region_assumes():
    travel = Travel(regional_assumed_minutes={PUDONG: 25})
    (scored,) = choose(requirement(place=None), [engineer()], Weights(), travel=travel).candidates
    assert told(scored, "travel") == (25.0, "No coordinates for the site: 25 minutes assumed for region 310115.")


def test_a_site_without_coordinates_and_region_takes_what_is_assumed_everywhere():
    assert told(only(engineer(), place=None, region=""), "travel") == (
        30.0,
        "No coordinates for the site: 30 minutes assumed.",
    )


def test_an_engineer_without_a_place_to_start_from_takes_what_the_region_assumes():
    assert told(only(engineer(home=None)), "travel") == (
        30.0,
        "No coordinates to start from: 30 minutes assumed for region 310115.",
    )
    assert told(only(engineer(home=None), region=""), "travel") == (
        30.0,
        "No coordinates to start from: 30 minutes assumed.",
    )


def test_a_larger_region_lends_its_speed_to_the_districts_inside_it():
    travel = Travel(regional_km_per_hour={ALL_SHANGHAI: 50})
    estimate = travel.estimate(CENTURY_PARK, LUJIAZUI, PUDONG)
    assert (estimate.minutes, estimate.sentence()) == (16.5, "7.1 km by road from home: 16.5 minutes.")
    assert travel.estimate(CENTURY_PARK, LUJIAZUI, "320500").minutes == 25.1


def test_the_distance_between_known_cities_is_the_known_one():
    beijing, shanghai = Place(39.9042, 116.4074), Place(31.2304, 121.4737)
    assert distance_km(beijing, shanghai) == pytest.approx(1067, abs=1)
    assert distance_km(shanghai, shanghai) == 0.0


def test_travel_can_be_made_to_count_for_more_than_its_minutes():
    assert told(only(engineer(), weights=Weights(travel_factor=2)), "travel") == (
        50.2,
        "7.1 km by road from home: 25.1 minutes.",
    )


def test_planned_work_counts_by_its_share_of_the_day():
    person = engineer(planned=(visit(TUESDAY, 14, minutes=105),))
    assert told(only(person), "workload") == (5.0, "105 of 420 minutes are planned on 2026-03-10: 25 %.")


def test_work_without_a_time_counts_on_the_first_day():
    person = engineer(planned=(PlannedJob(number(77), None, None, 210),))
    assert told(only(person), "workload") == (10.0, "210 of 420 minutes are planned on 2026-03-10: 50 %.")


def test_more_work_than_the_mean_of_those_who_fit_counts_extra():
    idle, busy = engineer(1), engineer(2, planned=(visit(TUESDAY, 14, minutes=210),))
    unfit = engineer(3, active=False, planned=(visit(TUESDAY, 13, minutes=300),))
    first, second, _refused = decide(idle, busy, unfit).candidates
    assert told(first, "above_mean") is None
    assert told(second, "above_mean") == (7.5, "50 % planned against a mean of 25 % among those who fit.")


def test_visits_nearby_the_same_day_count_in_favour_up_to_a_limit():
    near = tuple(visit(TUESDAY, hour, minutes=30, place=PEOPLES_SQUARE) for hour in (13, 14, 15, 16))
    assert told(only(engineer(planned=near[:2])), "density") == (-8.0, "Visits nearby on 2026-03-10: 2.")
    assert told(only(engineer(planned=near)), "density") == (-12.0, "Visits nearby on 2026-03-10: 3.")


def test_visits_farther_off_or_on_another_day_are_not_nearby():
    planned = (visit(TUESDAY, 14, place=ZHANGJIANG, region=PUDONG), visit(WEDNESDAY, 14, place=PEOPLES_SQUARE))
    assert told(only(engineer(planned=planned)), "density") is None


def test_without_coordinates_the_same_region_is_nearby():
    planned = (visit(TUESDAY, 14, region=PUDONG), visit(TUESDAY, 16, region=MINHANG))
    assert told(only(engineer(planned=planned)), "density") == (-4.0, "Visits nearby on 2026-03-10: 1.")


def test_little_time_left_before_the_required_date_counts_by_priority():
    late = {"latest_at": on(TUESDAY, 14, 26), "duration_minutes": 120}
    assert told(only(engineer(), **late), "lateness") == (
        10.0,
        "Ends at 2026-03-10 11:26; 120 minutes of free working time are left before the required date, "
        "240 minutes are wished for (priority 3).",
    )
    assert [told(only(engineer(), urgency=p, **late), "lateness")[0] for p in (1, 2, 3, 4)] == [30.0, 20.0, 10.0, 5.0]


def test_waiting_counts_by_hours_and_priority_and_no_further_than_its_limit():
    away = engineer(absences=((on(TUESDAY, 0), on(WEDNESDAY, 0), "leave"),))
    assert told(only(away), "wait") == (
        24.4,
        "Can begin at 2026-03-11 09:26, 24.4 h after 2026-03-10 09:00 (priority 3).",
    )
    assert [told(only(away, urgency=p), "wait")[0] for p in (1, 2, 3, 4)] == [240.0, 97.7, 24.4, 6.1]


def test_an_earliest_time_starts_the_wait():
    scored = only(engineer(), earliest_at=on(WEDNESDAY, 10))
    assert scored.earliest_start_at == on(WEDNESDAY, 10)
    assert told(scored, "wait") is None


def test_levels_above_what_is_asked_for_count():
    person = engineer(skills={"COOLING": 4, "GAS": 3, "ELECTRIC": 1})
    scored = only(person, skills={"COOLING": 2, "GAS": 2, "ELECTRIC": 1})
    assert told(scored, "surplus") == (9.0, "Levels above what is asked for: 3 (COOLING, GAS).")


def test_skills_are_told_by_their_names_where_those_are_known():
    asked = {"skills": {"COOLING": 1, "GAS": 1}, "skill_names": {"COOLING": "制冷"}}
    scored = only(engineer(skills={"COOLING": 3, "GAS": 2}), **asked)
    assert told(scored, "surplus")[1] == "Levels above what is asked for: 3 (制冷, GAS)."


def test_a_rare_skill_that_is_not_needed_is_kept_free():
    rare = engineer(1, skills={"COOLING": 2, "ROBOT": 3, "X-RAY": 1})
    others = [engineer(n) for n in range(2, 11)]
    scored = decide(rare, *others).candidates[-1]
    assert scored.engineer_id == number(1)
    assert told(scored, "rare_skill") == (16.0, "Keeps rare skills free that this work does not need: ROBOT, X-RAY.")


def test_a_tenth_of_the_team_may_hold_a_rare_skill_and_one_alone_always_does():
    pair = [engineer(n, skills={"COOLING": 2, "ROBOT": 1}) for n in (1, 2)]
    twenty = decide(*pair, *(engineer(n) for n in range(3, 21)))
    nineteen = decide(*pair, *(engineer(n) for n in range(3, 20)))
    alone = decide(pair[0], engineer(2), engineer(3))
    assert [choice.candidates[-1].minutes_of("rare_skill") for choice in (twenty, nineteen, alone)] == [8.0, 0.0, 8.0]


def test_a_skill_that_many_hold_is_not_rare_and_a_needed_one_is_not_counted():
    robots = [engineer(n, skills={"COOLING": 2, "ROBOT": 1}) for n in (1, 2)]
    assert [told(scored, "rare_skill") for scored in decide(*robots).candidates] == [None, None]
    assert told(only(engineer(skills={"ROBOT": 2}), skills={"ROBOT": 2}), "rare_skill") is None


def test_those_who_came_before_count_in_favour_the_latest_most():
    came = (number(3), number(2), number(1))
    scored = {
        each.engineer_id.int: each for each in decide(*map(engineer, range(1, 5)), last_engineer_ids=came).candidates
    }
    assert [told(scored[n], "continuity") for n in (3, 2, 1, 4)] == [
        (-15.0, "Came here before; place among those who came, the latest first: 1."),
        (-7.5, "Came here before; place among those who came, the latest first: 2."),
        (-3.8, "Came here before; place among those who came, the latest first: 3."),
        None,
    ]


def test_parts_to_be_fetched_count_a_trip_and_each_number():
    person = engineer(van_parts={"FUSE-3A": 1, "COMP-220": 2})
    scored = only(person, parts={"FUSE-3A": 2, "COMP-220": 1, "FAN-12": 1})
    assert told(scored, "parts") == (40.0, "Not in the van: FAN-12 0/1, FUSE-3A 1/2.")
    assert told(only(person, parts={"COMP-220": 2}), "parts") is None


def test_a_secondary_territory_counts_unless_a_primary_one_holds_the_site_too():
    assert told(only(engineer(territories={PUDONG: "secondary"})), "territory") == (
        10.0,
        "The site lies in a secondary territory (310115).",
    )
    both = engineer(territories={PUDONG: "secondary", ALL_SHANGHAI: "primary"})
    assert told(only(both), "territory") is None


def test_a_site_outside_all_territories_counts_where_that_is_not_refused():
    scored = only(engineer(territories={MINHANG: "primary"}), weights=Weights(outside_territory_refused=False))
    assert told(scored, "territory") == (45.0, "Works in 310112; the site lies in 310115.")


def test_the_engineer_whose_last_work_got_a_good_mark_counts_in_favour():
    scored = only(engineer(), preferred_engineer_id=number(1), preferred_mark=4)
    assert told(scored, "preferred") == (-20.0, "The customer gave 4 of 5 for this engineer's last work here.")
    assert scored.total_minutes == 5.5


def test_overtime_is_weighed_against_waiting():
    """At five in the evening: an hour and 26 minutes' work today, 26 of them overtime, or wait for the morning."""
    asked = {"at": on(TUESDAY, 17), "latest_at": on(THURSDAY, 18)}
    person = engineer(overtime_minutes=60)
    urgent, patient = only(person, urgency=1, **asked), only(person, urgency=4, **asked)
    assert urgent.earliest_start_at == on(TUESDAY, 17, 26)
    assert told(urgent, "overtime") == (39.0, "Overtime on 2026-03-10: 26 minutes.")
    assert patient.earliest_start_at == on(WEDNESDAY, 9, 26)
    assert told(patient, "overtime") is None


def test_overtime_never_exceeds_what_the_engineer_may_work():
    asked = {"at": on(TUESDAY, 17), "latest_at": on(TUESDAY, 23), "urgency": 1}
    assert only(engineer(overtime_minutes=26), **asked).accepted
    assert not only(engineer(overtime_minutes=25), **asked).accepted


def test_a_day_beyond_its_capacity_is_overtime_too():
    person = engineer(capacity_minutes_per_day=100, overtime_minutes=30, planned=(visit(TUESDAY, 14, minutes=60),))
    scored = only(person, latest_at=on(TUESDAY, 18))
    assert told(scored, "overtime") == (30.0, "Overtime on 2026-03-10: 20 minutes.")


def test_a_weight_of_nought_silences_its_rule():
    silent = Weights(continuity=0, preferred=0, surplus_level=0, parts_trip=0, missing_part=0)
    person = engineer(skills={"COOLING": 5})
    asked = {"last_engineer_ids": (number(1),), "preferred_engineer_id": number(1), "parts": {"FAN-12": 1}}
    assert [part.code for part in only(person, weights=silent, **asked).parts] == ["travel", "workload", "wait"]


def test_the_total_is_the_sum_of_what_is_shown():
    person = engineer(skills={"COOLING": 5}, planned=(visit(TUESDAY, 14, minutes=100, place=HONGQIAO_STATION),))
    scored = only(person, parts={"FAN-12": 1}, last_engineer_ids=(number(2), number(1)))
    assert scored.total_minutes == round(sum(part.minutes for part in scored.parts), 1) == 66.8
