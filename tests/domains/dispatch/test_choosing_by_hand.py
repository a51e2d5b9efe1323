"""By hand the same facts are examined, but only an inactive engineer or a certificate refuses."""

from datetime import date
from typing import Any

import pytest
from tests.domains.dispatch.shanghai import (
    EVENINGS,
    MINHANG,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    ZHANGJIANG,
    engineer,
    on,
    requirement,
    visit,
)

from aftercare.domains.dispatch.choosing import Certificate, EngineerFacts, PlannedJob, check_by_hand


def by_hand(person: EngineerFacts, **asked: Any) -> tuple[list[str], list[str]]:
    start_at = asked.pop("start_at", None)
    refusals, warnings = check_by_hand(requirement(**asked), person, start_at=start_at)
    return [str(reason) for reason in refusals], [reason.code for reason in warnings]


def test_by_hand_only_an_inactive_engineer_or_a_certificate_refuses():
    proof = Certificate("COOLING", "Refrigerants", date(2026, 3, 9))
    person = engineer(active=False, certificates=(proof,), skills={}, territories={MINHANG: "primary"}, hours=EVENINGS)
    assert by_hand(person, latest_at=on(TUESDAY, 18), parts={"COMP-220": 1}) == (
        [
            "The engineer is not active; reactivate the engineer or choose another.",
            "The certificate Refrigerants for COOLING ended on 2026-03-09; the visit would be on 2026-03-10.",
        ],
        ["skill_missing", "outside_territory", "off_shift", "parts_missing"],
    )


def test_by_hand_an_engineer_who_fits_has_nothing_to_record():
    assert by_hand(engineer()) == ([], [])


def test_by_hand_overtime_is_recorded():
    late = engineer(overtime_minutes=60)
    asked = {"at": on(TUESDAY, 17), "latest_at": on(TUESDAY, 20)}
    assert by_hand(late, **asked) == ([], ["overtime"])
    assert by_hand(engineer(), **asked) == ([], ["no_stretch"])


@pytest.mark.parametrize(
    ("start_at", "code", "sentence", "also"),
    [
        (
            on(TUESDAY, 17, 30),
            "outside_hours",
            "The visit from 2026-03-10 17:30 to 2026-03-10 18:30 lies outside working hours by 30 minutes.",
            "tight_before",
        ),
        (on(WEDNESDAY, 9), "absent_then", "Absent from 2026-03-11 00:00 to 2026-03-12 00:00, during the visit.", ""),
        (on(TUESDAY, 14, 30), "overlaps", "Already has a visit from 2026-03-10 15:00 to 2026-03-10 17:00.", ""),
        (
            on(TUESDAY, 13, 50),
            "tight_after",
            "10 minutes before the visit after; the way to it takes 38.4 minutes.",
            "",
        ),
        (
            on(TUESDAY, 17),
            "tight_before",
            "0 minutes after the visit before; the way from it takes 38.4 minutes.",
            "",
        ),
        (
            on(THURSDAY, 17, 30),
            "ends_late",
            "The visit would end at 2026-03-12 18:30, after the required date, 2026-03-12 18:00.",
            "outside_hours",
        ),
    ],
)
def test_by_hand_a_chosen_time_is_examined(start_at, code, sentence, also):
    person = engineer(
        absences=((on(WEDNESDAY, 0), on(THURSDAY, 0), "leave"),),
        planned=(visit(TUESDAY, 15, minutes=120, place=ZHANGJIANG),),
    )
    refusals, warnings = check_by_hand(requirement(), person, start_at=start_at)
    assert refusals == ()
    assert [(reason.code, str(reason)) for reason in warnings if reason.code != also] == [(code, sentence)]


def test_by_hand_a_day_over_capacity_is_recorded():
    person = engineer(planned=(visit(TUESDAY, 9, minutes=400),))
    _refusals, warnings = check_by_hand(requirement(), person, start_at=on(TUESDAY, 16, 30))
    assert [str(reason) for reason in warnings if reason.code == "over_capacity"] == [
        "With this visit 460 minutes would be planned on 2026-03-10; the capacity is 420 minutes."
    ]


def test_by_hand_the_certificate_must_be_in_force_on_the_chosen_day():
    proof = Certificate("COOLING", "Refrigerants", date(2026, 3, 11))
    person = engineer(certificates=(proof,))
    assert by_hand(person, start_at=on(WEDNESDAY, 9)) == ([], ["certificate_ends_soon"])
    refusals, _warnings = by_hand(person, start_at=on(THURSDAY, 9))
    assert refusals == [
        "The certificate Refrigerants for COOLING ended on 2026-03-11; the visit would be on 2026-03-12."
    ]


def test_by_hand_a_request_that_is_placed_anew_does_not_stand_in_its_own_way():
    own = PlannedJob(requirement().request_id, on(TUESDAY, 9), on(TUESDAY, 18), 420)
    assert by_hand(engineer(planned=(own,)), start_at=on(TUESDAY, 10)) == ([], [])
