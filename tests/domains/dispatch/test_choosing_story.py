"""One Tuesday in Shanghai: a pharmacy's cooler fails, twelve engineers are looked at, and one goes."""

import json
from collections.abc import Sequence
from dataclasses import replace

from django.utils import translation
from tests.domains.dispatch.cooler import COOLER_FAILS, NAMES, TEAM
from tests.domains.dispatch.shanghai import TUESDAY, WEDNESDAY, on

from aftercare.domains.dispatch.choosing import Choice, EngineerFacts, Travel, Weights, check_by_hand, choose


def decided(team: Sequence[EngineerFacts] = TEAM, weights: Weights | None = None, **asked: object) -> Choice:
    requirement = replace(COOLER_FAILS, **asked)  # type: ignore[arg-type]
    return choose(requirement, team, weights or Weights(), travel=Travel())


def person(name: str) -> EngineerFacts:
    return next(engineer for engineer in TEAM if engineer.name == name)


def fitting(choice: Choice) -> list[tuple[str, float]]:
    return [(scored.name, scored.total_minutes) for scored in choice.candidates if scored.accepted]


def test_the_neighbour_with_a_free_morning_and_the_compressor_in_the_van_goes():
    choice = decided()
    assert fitting(choice) == [
        ("陈建国", 31.2),
        ("李伟", 53.0),
        ("王芳", 55.0),
        ("周敏", 61.8),
        ("高翔", 75.1),
        ("何勇", 135.7),
    ]
    assert choice.chosen and choice.chosen.earliest_start_at == on(TUESDAY, 9, 46)
    assert choice.reason.sentence() == (
        "Least of 6 who fit: 31.2 minutes in all, 21.8 minutes less than the next; most of it by waiting time."
    )


def test_each_of_the_others_is_told_why_not():
    refused = {scored.name: list(map(str, scored.refused)) for scored in decided().candidates if scored.refused}
    assert refused == {
        "赵强": ["The certificate Refrigerants for COOLING ended on 2026-03-03; the visit would be on 2026-03-10."],
        "孙丽": ["Has COOLING at level 2; level 3 is asked for."],
        "郑洁": ["Works in 310112, 310117; the site lies in 310115."],
        "林涛": ["The request excludes this engineer."],
        "吴刚": [
            "Absent for all working hours between 2026-03-10 09:20 and 2026-03-11 12:00; back on 2026-03-12 00:00."
        ],
        "马超": [
            "No room between 2026-03-10 09:20 and 2026-03-11 12:00: the emptiest day, 2026-03-11, "
            "has 10 minutes left of 420 minutes; the visit takes 90 minutes."
        ],
    }


def test_when_the_neighbour_falls_ill_the_one_who_knows_the_cooler_comes_after_lunch():
    ill = replace(TEAM[0], absences=((on(TUESDAY, 0), on(WEDNESDAY, 23), "ill"),))
    choice = decided((ill, *TEAM[1:]))
    assert choice.chosen and choice.chosen.name == "李伟"
    assert choice.chosen.earliest_start_at == on(TUESDAY, 13, 26)
    assert [part.sentence() for part in choice.chosen.parts if part.minutes < 0] == [
        "Came here before; place among those who came, the latest first: 2."
    ]


def test_an_emergency_does_not_wait_for_the_afternoon():
    ill = replace(TEAM[0], absences=((on(TUESDAY, 0), on(WEDNESDAY, 23), "ill"),))
    choice = decided((ill, *TEAM[1:]), urgency=1)
    assert choice.chosen and choice.chosen.name == "王芳"
    assert choice.chosen.earliest_start_at == on(TUESDAY, 9, 59)


def test_once_the_required_date_is_thursday_the_engineer_they_like_is_not_back_in_time_to_win():
    choice = decided(latest_at=on(12, 18))
    liked = next(scored for scored in choice.candidates if scored.name == "吴刚")
    assert (liked.earliest_start_at, liked.total_minutes) == (on(12, 9, 39), 196.7)
    assert choice.chosen and choice.chosen.name == "陈建国"


def test_a_patient_request_waits_for_the_engineer_they_like():
    choice = decided(latest_at=on(12, 18), urgency=4)
    assert choice.chosen and choice.chosen.name == "吴刚"
    assert choice.chosen.minutes_of("wait") == 12.1


def test_the_dispatcher_may_send_the_one_who_learns_but_not_the_one_whose_certificate_ended():
    learner = check_by_hand(COOLER_FAILS, person("孙丽"))
    ended = check_by_hand(COOLER_FAILS, person("赵强"))
    assert [list(map(str, reasons)) for reasons in learner] == [[], ["Has COOLING at level 2; level 3 is asked for."]]
    assert [reason.code for reason in ended[0]] == ["certificate_expired"]


def test_the_kept_decision_is_read_later_in_the_readers_language():
    kept = json.loads(json.dumps(decided().to_json()))
    again = Choice.from_json(kept, NAMES)
    assert again == decided()
    with translation.override("zh-hans"):
        spoken = [part.why.code for part in again.candidates[0].parts]
        assert all(part.sentence() for part in again.candidates[0].parts)
    assert spoken == ["travel_from_home", "workload", "wait", "above_mean"]
