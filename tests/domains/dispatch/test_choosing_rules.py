"""Every hard rule refuses with its sentence."""

from datetime import date
from typing import Any

from tests.domains.dispatch.shanghai import (
    ALL_SHANGHAI,
    EVENINGS,
    LINGANG,
    LUJIAZUI,
    MINHANG,
    NIGHTS,
    OFFICE,
    PUDONG,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    decide,
    engineer,
    number,
    on,
    requirement,
    visit,
)

from aftercare.domains.dispatch.choosing import Certificate, EngineerFacts, PlannedJob, Scored, Weights
from aftercare.domains.dispatch.sentences import LABELS, REFUSALS, WARNINGS


def only(person: EngineerFacts, **asked: Any) -> Scored:
    """What the choice says of one engineer alone."""
    (scored,) = decide(person, **asked).candidates
    return scored


def visit_without_a_time(minutes: int) -> PlannedJob:
    return PlannedJob(number(77), None, None, minutes)


def refused(person: EngineerFacts, **asked: Any) -> list[tuple[str, str]]:
    scored = only(person, **asked)
    assert scored.parts == () and scored.total_minutes == 0.0
    return [(reason.code, reason.sentence()) for reason in scored.refused]


def test_an_inactive_engineer_is_refused():
    assert refused(engineer(active=False)) == [
        ("inactive", "The engineer is not active; reactivate the engineer or choose another.")
    ]


def test_an_excluded_engineer_is_refused():
    assert refused(engineer(), excluded_engineer_ids=frozenset({number(1)})) == [
        ("excluded", "The request excludes this engineer.")
    ]


def test_anybody_but_the_required_engineer_is_refused():
    choice = decide(engineer(1), engineer(2), required_engineer_id=number(2))
    assert choice.chosen and choice.chosen.engineer_id == number(2)
    assert [reason.sentence() for reason in choice.candidates[1].refused] == ["The request asks for another engineer."]


def test_a_missing_skill_is_named_with_the_level_asked_for():
    assert refused(engineer(skills={}), skills={"GAS": 3}) == [
        ("skill_missing", "Lacks the skill GAS; level 3 is asked for.")
    ]


def test_a_skill_at_too_low_a_level_is_named_with_both_levels():
    assert refused(engineer(skills={"GAS": 2}), skills={"GAS": 3}) == [
        ("skill_low", "Has GAS at level 2; level 3 is asked for.")
    ]


def test_a_certificate_that_ended_the_day_before_the_visit_refuses():
    proof = Certificate("COOLING", "Refrigerants", date(2026, 3, 9))
    assert refused(engineer(certificates=(proof,))) == [
        (
            "certificate_expired",
            "The certificate Refrigerants for COOLING ended on 2026-03-09; the visit would be on 2026-03-10.",
        )
    ]


def test_a_certificate_counts_on_its_last_day():
    assert only(engineer(certificates=(Certificate("COOLING", "Refrigerants", date(2026, 3, 10)),))).accepted


def test_a_renewed_certificate_makes_up_for_the_one_that_ended():
    old = Certificate("COOLING", "Refrigerants", date(2025, 12, 31))
    new = Certificate("COOLING", "Refrigerants", date(2028, 12, 31), valid_from=date(2026, 1, 1))
    assert only(engineer(certificates=(old, new))).accepted


def test_a_certificate_that_begins_after_the_visit_refuses():
    proof = Certificate("COOLING", "Refrigerants", date(2028, 3, 31), valid_from=date(2026, 4, 1))
    assert refused(engineer(certificates=(proof,))) == [
        (
            "certificate_not_yet",
            "The certificate Refrigerants for COOLING begins on 2026-04-01; the visit would be on 2026-03-10.",
        )
    ]


def test_the_day_of_the_visit_decides_whether_a_certificate_is_in_force():
    proof = Certificate("COOLING", "Refrigerants", date(2026, 3, 10))
    assert refused(engineer(certificates=(proof,)), earliest_at=on(WEDNESDAY, 9)) == [
        (
            "certificate_expired",
            "The certificate Refrigerants for COOLING ended on 2026-03-10; the visit would be on 2026-03-11.",
        )
    ]


def test_a_skill_that_needs_a_certificate_refuses_one_who_never_had_it():
    assert refused(engineer(), certified_skills=frozenset({"COOLING"})) == [
        ("certificate_missing", "Holds no certificate for COOLING, which needs one.")
    ]


def test_a_certificate_for_another_skill_is_of_no_matter():
    assert only(engineer(certificates=(Certificate("GAS", "Gas fitter", date(2020, 1, 1)),))).accepted


def test_an_ended_pass_for_every_job_refuses():
    proof = Certificate("", "Site pass", date(2026, 3, 9))
    assert refused(engineer(certificates=(proof,))) == [
        (
            "pass_expired",
            "The certificate Site pass, needed for every job, ended on 2026-03-09; the visit would be on 2026-03-10.",
        )
    ]


def test_a_site_outside_all_territories_refuses_where_the_setting_says_so():
    person = engineer(territories={MINHANG: "primary", "310104": "secondary"})
    assert refused(person) == [("outside_territory", "Works in 310104, 310112; the site lies in 310115.")]
    assert only(person, weights=Weights(outside_territory_refused=False)).accepted


def test_a_territory_holds_the_districts_inside_it():
    assert only(engineer(territories={ALL_SHANGHAI: "primary"})).accepted


def test_evening_hours_are_no_working_hours_of_a_morning():
    assert refused(engineer(hours=EVENINGS), latest_at=on(TUESDAY, 18)) == [
        ("off_shift", "No working hours between 2026-03-10 09:00 and 2026-03-10 18:00.")
    ]


def test_an_absence_over_all_working_hours_says_when_the_engineer_is_back():
    away = ((on(TUESDAY, 0), on(13, 9), "family"),)
    assert refused(engineer(absences=away)) == [
        (
            "absent",
            "Absent for all working hours between 2026-03-10 09:00 and 2026-03-12 18:00; back on 2026-03-13 09:00.",
        )
    ]


def test_the_reason_of_an_absence_is_never_told():
    (reason,) = only(engineer(absences=((on(9, 0), on(13, 9), "surgery"),))).refused
    assert "surgery" not in str(reason.to_json()) + reason.sentence()


def test_full_days_tell_the_emptiest_of_them():
    planned = tuple(visit(day, 9, minutes=400) for day in (TUESDAY, WEDNESDAY, THURSDAY))
    assert refused(engineer(planned=planned)) == [
        (
            "full",
            "No room between 2026-03-10 09:00 and 2026-03-12 18:00: the emptiest day, 2026-03-10, has 20 minutes left "
            "of 420 minutes; the visit takes 60 minutes.",
        )
    ]


def test_work_without_a_time_fills_the_days_before_the_required_date():
    waiting = engineer(planned=(visit_without_a_time(3 * 420),))
    assert [code for code, _sentence in refused(waiting)] == ["full"]
    assert only(engineer(planned=(visit_without_a_time(2 * 420),))).earliest_start_at == on(THURSDAY, 9, 26)


def test_work_without_a_time_yields_to_the_first_priority():
    waiting = engineer(planned=(visit_without_a_time(3 * 420),))
    assert only(waiting, urgency=1).earliest_start_at == on(TUESDAY, 9, 26)


def test_a_visit_without_an_end_lasts_its_minutes():
    start = on(TUESDAY, 9)
    assert only(engineer(planned=(PlannedJob(number(77), start, None, 120),))).earliest_start_at == on(TUESDAY, 13, 30)


def test_a_visit_after_the_shift_counts_to_the_capacity_of_its_day():
    person = engineer(planned=(visit(TUESDAY, 19, minutes=400),))
    assert only(person).earliest_start_at == on(WEDNESDAY, 9, 26)


def test_a_request_that_is_placed_anew_does_not_stand_in_its_own_way():
    own = PlannedJob(requirement().request_id, on(TUESDAY, 9), on(TUESDAY, 18), 420)
    assert only(engineer(planned=(own,))).earliest_start_at == on(TUESDAY, 9, 26)


def test_free_time_in_pieces_too_short_tells_the_best_of_them():
    planned = (visit(TUESDAY, 10, minutes=90), visit(TUESDAY, 14, minutes=180))
    assert refused(engineer(planned=planned), latest_at=on(TUESDAY, 18), duration_minutes=90) == [
        (
            "no_stretch",
            "The best free stretch between 2026-03-10 09:00 and 2026-03-10 18:00 is 60 minutes; "
            "the way and the visit take 120 minutes.",
        )
    ]


def test_a_required_date_that_has_passed_asks_for_a_new_one():
    assert refused(engineer(), latest_at=on(TUESDAY, 8)) == [
        ("date_passed", "The required date, 2026-03-10 08:00, has passed; give the request a new one.")
    ]


def test_an_earliest_time_after_the_required_date_leaves_nothing():
    assert refused(engineer(), earliest_at=on(13, 9)) == [
        (
            "window_empty",
            "The visit may begin from 2026-03-13 09:00 and must end by 2026-03-12 18:00; nothing lies between.",
        )
    ]


def test_all_that_speaks_against_an_engineer_is_told_at_once():
    person = engineer(active=False, skills={}, hours=EVENINGS, territories={MINHANG: "primary"})
    codes = [code for code, _sentence in refused(person, latest_at=on(TUESDAY, 18))]
    assert codes == ["inactive", "skill_missing", "outside_territory", "off_shift"]


def test_a_night_shift_runs_on_past_midnight():
    person = engineer(hours=NIGHTS, planned=(visit(TUESDAY, 22, minutes=90),))
    assert only(person, duration_minutes=120).earliest_start_at == on(WEDNESDAY, 0, 0)
    short = only(person, duration_minutes=120, latest_at=on(WEDNESDAY, 1, 59))
    assert [reason.code for reason in short.refused] == ["no_stretch"]


def test_the_way_to_a_visit_after_midnight_counts_for_a_window_that_ends_before():
    person = engineer(home=None, hours=NIGHTS, planned=(visit(WEDNESDAY, 0, 30, place=LINGANG),))
    found = only(person, place=LUJIAZUI, duration_minutes=60, latest_at=on(TUESDAY, 23, 50))
    assert [reason.code for reason in found.refused] == ["no_stretch"]
    near = engineer(home=None, hours=NIGHTS, planned=(visit(WEDNESDAY, 0, 30, place=LUJIAZUI),))
    asked = {"place": LUJIAZUI, "duration_minutes": 60, "latest_at": on(TUESDAY, 23, 50)}
    assert only(near, **asked).earliest_start_at == on(TUESDAY, 22, 30)


def test_warnings_of_an_accepted_engineer_are_kept_beside_the_score():
    proof = Certificate("COOLING", "Refrigerants", date(2026, 3, 31))
    scored = only(engineer(hours=None, certificates=(proof,)))
    assert [str(reason) for reason in scored.warnings] == [
        "Keeps no working calendar; any hour was taken as working.",
        "The certificate Refrigerants ends on 2026-03-31.",
    ]


def test_a_visit_may_use_the_whole_shift_and_not_a_minute_more():
    person = engineer(home=None, hours=OFFICE)
    fits = only(person, duration_minutes=270, latest_at=on(TUESDAY, 18))
    assert fits.earliest_start_at == on(TUESDAY, 13, 30)
    assert [code for code, _sentence in refused(person, duration_minutes=271, latest_at=on(TUESDAY, 18))] == [
        "no_stretch"
    ]


def test_every_refusal_and_warning_has_a_label_for_counts():
    assert [code for code in (*REFUSALS, *WARNINGS) if code not in LABELS] == []


def test_a_region_that_is_no_number_lies_in_what_its_hyphens_say():
    assert only(engineer(territories={"CN-SH": "primary"}), region="CN-SH-PD").accepted
    assert refused(engineer(territories={"CN-SH-PD": "primary"}), region="CN-SH") == [
        ("outside_territory", "Works in CN-SH-PD; the site lies in CN-SH.")
    ]


def test_a_township_lies_in_its_district():
    assert only(engineer(territories={PUDONG: "primary"}), region="310115004").accepted
