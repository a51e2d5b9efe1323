"""Skills with levels, certificates with ends, and the warning before an end."""

from datetime import date, timedelta

import pytest

from aftercare.domains.accounts.models import Task
from aftercare.domains.workforce.actions import (
    deactivate_engineer,
    grant_skill,
    record_certificate,
    take_skill,
    warn_of_certificates,
    withdraw_certificate,
)
from aftercare.domains.workforce.models import Certificate, EngineerSkill
from aftercare.kit.actor import system
from aftercare.kit.errors import NotAllowed, Refusal
from aftercare.kit.ledger import facts_of

TODAY = date(2026, 3, 10)
WATCH = system("certificate-watch")


def test_a_skill_is_granted_once_and_its_level_changed(engineer, manager, skill, at):
    made = engineer()
    grant_skill(manager, made, skill=skill(), level=2, at=at)
    grant_skill(manager, made, skill=skill(), level=4, at=at)
    assert list(EngineerSkill.objects.values_list("skill__code", "level")) == [("COOLING", 4)]
    assert [entry.data for entry in facts_of(made.ref)][1:] == [
        {"skill": "COOLING", "level": 2},
        {"skill": "COOLING", "level": 4},
    ]


@pytest.mark.parametrize("level", [0, 6])
def test_a_level_that_does_not_exist_is_refused(engineer, manager, skill, at, level):
    with pytest.raises(Refusal) as refused:
        grant_skill(manager, engineer(), skill=skill(), level=level, at=at)
    assert str(refused.value) == f"Level {level} does not exist; give one from 1 (beginner) to 5 (expert)."
    assert EngineerSkill.objects.count() == 0


def test_a_skill_is_taken_once(engineer, manager, skill, at):
    made = engineer()
    grant_skill(manager, made, skill=skill(), level=2, at=at)
    take_skill(manager, made, skill=skill(), at=at)
    assert EngineerSkill.objects.count() == 0
    with pytest.raises(Refusal, match="李伟 doesn't have the skill Cooling; nothing was taken away."):
        take_skill(manager, made, skill=skill(), at=at)


def test_a_certificate_that_would_never_be_in_force_is_refused(engineer, manager, skill, at):
    with pytest.raises(Refusal) as refused:
        record_certificate(
            manager, engineer(), name="Gas", valid_from=TODAY, valid_until=TODAY - timedelta(days=1), at=at
        )
    assert str(refused.value) == "A certificate valid from 2026-03-10 can't end on 2026-03-09; check both dates."
    assert Certificate.objects.count() == 0


def test_a_certificate_is_recorded_with_its_days(engineer, manager, skill, at):
    made = engineer()
    proof = record_certificate(
        manager, made, name="Refrigerants", number="R-1", skill=skill(), valid_from=TODAY, valid_until=TODAY, at=at
    )
    assert (proof.skill.code, proof.number, proof.withdrawn_at) == ("COOLING", "R-1", None)
    assert facts_of(made.ref).last().data == {
        "certificate_id": str(proof.id),
        "skill": "COOLING",
        "valid_from": "2026-03-10",
        "valid_until": "2026-03-10",
    }


def test_a_withdrawn_certificate_stays_on_record(engineer, manager, at):
    proof = record_certificate(manager, engineer(), name="Site pass", valid_until=TODAY, at=at)
    assert withdraw_certificate(manager, proof, reason="lent to a friend", at=at).withdrawn_at == at
    with pytest.raises(Refusal, match="The certificate Site pass was withdrawn already."):
        withdraw_certificate(manager, proof, at=at)
    assert Certificate.objects.get().name == "Site pass"


def open_warnings() -> list[tuple[str, str, str]]:
    tasks = Task.objects.filter(done_at=None).order_by("id")
    return [(task.kind, task.about_label, task.params["ends"]) for task in tasks]


def test_managers_are_warned_once_of_what_ends_within_the_month(engineer, manager, skill, at):
    made, gone = engineer(), engineer("王芳")
    record_certificate(manager, made, name="Gas", skill=skill("GAS"), valid_until=date(2026, 4, 9), at=at)
    record_certificate(manager, made, name="Later", skill=skill("TV"), valid_until=date(2026, 4, 10), at=at)
    record_certificate(manager, made, name="Ended", skill=skill("HIGH"), valid_until=date(2026, 3, 1), at=at)
    record_certificate(manager, made, name="Long ended", skill=skill("OLD"), valid_until=date(2025, 3, 1), at=at)
    record_certificate(manager, gone, name="Gas", skill=skill("GAS"), valid_until=date(2026, 4, 1), at=at)
    deactivate_engineer(manager, gone, at=at)
    assert warn_of_certificates(WATCH, at=at) == 2
    assert warn_of_certificates(WATCH, at=at) == 2
    assert open_warnings() == [
        ("workforce.certificate_ends", "李伟: Ended", "2026-03-01"),
        ("workforce.certificate_ends", "李伟: Gas", "2026-04-09"),
    ]
    assert {task.role_code for task in Task.objects.all()} == {"manager"}


def test_a_renewal_ends_the_warning_of_what_it_renews(engineer, manager, skill, at):
    made = engineer()
    record_certificate(manager, made, name="Gas", skill=skill("GAS"), valid_until=date(2026, 4, 1), at=at)
    record_certificate(manager, made, name="Site pass", valid_until=date(2026, 4, 1), at=at)
    warn_of_certificates(WATCH, at=at)
    record_certificate(manager, made, name="Gas 2", skill=skill("GAS"), valid_until=date(2029, 4, 1), at=at)
    assert open_warnings() == [("workforce.certificate_ends", "李伟: Site pass", "2026-04-01")]
    record_certificate(manager, made, name="Site pass", valid_until=date(2027, 4, 1), at=at)
    assert open_warnings() == []
    assert warn_of_certificates(WATCH, at=at) == 0


def test_a_withdrawal_ends_the_warning_too(engineer, manager, at):
    proof = record_certificate(manager, engineer(), name="Site pass", valid_until=date(2026, 4, 1), at=at)
    warn_of_certificates(WATCH, at=at)
    withdraw_certificate(manager, proof, at=at)
    assert open_warnings() == []


def test_only_the_house_gives_these_warnings(manager, at):
    with pytest.raises(NotAllowed, match="Only the house's own clock gives these warnings."):
        warn_of_certificates(manager, at=at)


def test_the_job_reads_the_clock_and_warns(engineer, manager, at):
    from aftercare.domains.workforce.jobs import warn_managers

    far = date(2999, 1, 1)
    record_certificate(manager, engineer(), name="Site pass", valid_until=far, at=at)
    assert warn_managers.func(0) is None
    assert open_warnings() == []
