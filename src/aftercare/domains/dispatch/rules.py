"""Hard rules: what keeps an engineer from a visit, whatever the weights say."""

from collections.abc import Iterator
from datetime import date, timedelta

from aftercare.domains.dispatch.requirement import Requirement
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.workforce.facts import Certificate, EngineerFacts, Rank
from aftercare.domains.workforce.regions import region_and_above


def refusals(
    requirement: Requirement, engineer: EngineerFacts, visit_day: date, *, territory_refuses: bool
) -> Iterator[Reason]:
    """Everything that speaks against this engineer on that day, the times apart."""
    if not engineer.active:
        yield Reason("inactive")
    if engineer.engineer_id in requirement.excluded_engineer_ids:
        yield Reason("excluded")
    if requirement.required_engineer_id not in {None, engineer.engineer_id}:
        yield Reason("other_required")
    yield from _skills(requirement, engineer)
    if engineer.certificates or requirement.certified_skills:
        yield from _certificates(requirement, engineer, visit_day)
    if territory_refuses and territory_of(engineer, requirement.region) is None:
        yield outside(requirement, engineer)


def territory_of(engineer: EngineerFacts, region: str) -> tuple[str, Rank] | None:
    """The territory in which a region lies, a primary one before a secondary, and its rank; None outside all.

    An engineer without territories, and a site without a region, are bound to none: that counts as primary.
    """
    if not engineer.territories or not region:
        return "", "primary"
    found = [(code, engineer.territories[code]) for code in region_and_above(region) if code in engineer.territories]
    return min(found, key=lambda territory: territory[1], default=None)


def outside(requirement: Requirement, engineer: EngineerFacts) -> Reason:
    """The site lies where the engineer does not work."""
    territories = ", ".join(sorted(engineer.territories))
    return Reason("outside_territory", {"territories": territories, "region": requirement.region})


def ending_soon(
    requirement: Requirement, engineer: EngineerFacts, visit_day: date, *, notice_days: int
) -> Iterator[Reason]:
    """Certificates this visit rests on that end within the notice after it."""
    for proofs in _proofs(requirement, engineer).values():
        last = max(proofs, key=lambda proof: proof.valid_until, default=None)
        if last and visit_day <= last.valid_until < visit_day + timedelta(days=notice_days):
            yield Reason("certificate_ends_soon", {"certificate": last.name, "ends_day": last.valid_until})


def missing_parts(requirement: Requirement, engineer: EngineerFacts) -> list[str]:
    """The needed parts of which the van holds too few, each as `number held/needed`."""
    van = engineer.van_parts
    return [
        f"{part} {van.get(part, 0)}/{needed}"
        for part, needed in sorted(requirement.parts.items())
        if van.get(part, 0) < needed
    ]


def not_in_the_van(missing: list[str]) -> Reason:
    """Parts must be fetched before the visit."""
    return Reason("parts_missing", {"parts": ", ".join(missing), "count": len(missing)})


def _skills(requirement: Requirement, engineer: EngineerFacts) -> Iterator[Reason]:
    for skill, needed in sorted(requirement.skills.items()):
        level = engineer.skills.get(skill, 0)
        if level == 0:
            yield Reason("skill_missing", {"skill": requirement.named(skill), "needed": needed})
        elif level < needed:
            yield Reason("skill_low", {"skill": requirement.named(skill), "level": level, "needed": needed})


def _certificates(requirement: Requirement, engineer: EngineerFacts, visit_day: date) -> Iterator[Reason]:
    for (skill, _name), proofs in _proofs(requirement, engineer).items():
        if not proofs:
            yield Reason("certificate_missing", {"skill": requirement.named(skill)})
        elif not any(proof.valid_from <= visit_day <= proof.valid_until for proof in proofs):
            yield _not_valid(max(proofs, key=lambda proof: proof.valid_until), requirement, visit_day)


def _proofs(requirement: Requirement, engineer: EngineerFacts) -> dict[tuple[str, str], list[Certificate]]:
    """The certificates the visit rests on: any one of those for a skill is enough; of a pass, any one of its name."""
    proofs: dict[tuple[str, str], list[Certificate]] = {
        (skill, ""): [] for skill in sorted(requirement.certified_skills)
    }
    for each in engineer.certificates:
        if not each.skill:
            proofs.setdefault(("", each.name), []).append(each)
        elif each.skill in requirement.skills or each.skill in requirement.certified_skills:
            proofs.setdefault((each.skill, ""), []).append(each)
    return proofs


def _not_valid(proof: Certificate, requirement: Requirement, visit_day: date) -> Reason:
    says = {"certificate": proof.name, "visit_day": visit_day}
    skill = {"skill": requirement.named(proof.skill)}
    if proof.valid_from > visit_day:
        return Reason("certificate_not_yet", {**says, **skill, "begins_day": proof.valid_from})
    if not proof.skill:
        return Reason("pass_expired", {**says, "ended_day": proof.valid_until})
    return Reason("certificate_expired", {**says, **skill, "ended_day": proof.valid_until})
