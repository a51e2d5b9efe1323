"""What engineers can do and may do: skills, and the certificates that prove them."""

from datetime import date, datetime

from django.db import transaction

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.catalog.models import Skill
from aftercare.domains.workforce.checks import checked_level
from aftercare.domains.workforce.errors import CertificateEndsFirst, CertificateWithdrawnAlready, SkillNotHeld
from aftercare.domains.workforce.events import CertificateRecorded, CertificateWithdrawn, SkillGranted, SkillTaken
from aftercare.domains.workforce.models import Certificate, Engineer, EngineerSkill
from aftercare.domains.workforce.policies import may_change_engineer, may_warn_of_certificates
from aftercare.domains.workforce.queries import ending_certificates, renewed_by
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

ENDS = "workforce.certificate_ends"


@transaction.atomic
def grant_skill(actor: Actor, engineer: Engineer, *, skill: Skill, level: int, at: datetime) -> EngineerSkill:
    """Let an engineer be sent for a skill at a level, or at another level than before."""
    require(may_change_engineer(actor, engineer))
    defaults = {"level": checked_level(level)}
    held, _made = EngineerSkill.objects.update_or_create(engineer=engineer, skill=skill, defaults=defaults)
    publish(actor, SkillGranted(engineer_id=engineer.id, skill=skill.code, level=level), at=at)
    return held


@transaction.atomic
def take_skill(actor: Actor, engineer: Engineer, *, skill: Skill, at: datetime) -> None:
    """Send an engineer no longer for this skill; certificates stay on record."""
    require(may_change_engineer(actor, engineer))
    gone, _each = EngineerSkill.objects.filter(engineer=engineer, skill=skill).delete()
    if not gone:
        raise SkillNotHeld(engineer=engineer.name, skill=skill.name)
    publish(actor, SkillTaken(engineer_id=engineer.id, skill=skill.code), at=at)


@transaction.atomic
def record_certificate(
    actor: Actor,
    engineer: Engineer,
    *,
    name: str,
    valid_until: date,
    at: datetime,
    skill: Skill | None = None,
    number: str = "",
    valid_from: date | None = None,
) -> Certificate:
    """Put a certificate on record, without a skill for every job; a renewal ends the warnings of the old one."""
    require(may_change_engineer(actor, engineer))
    if valid_from is not None and valid_until < valid_from:
        raise CertificateEndsFirst(valid_from=valid_from, valid_until=valid_until)
    made = Certificate.objects.create(
        engineer=engineer, skill=skill, name=name, number=number, valid_from=valid_from, valid_until=valid_until
    )
    recorded = CertificateRecorded(
        engineer_id=engineer.id,
        certificate_id=made.id,
        valid_until=valid_until,
        valid_from=valid_from,
        skill=skill.code if skill else "",
    )
    publish(actor, recorded, at=at)
    for old in renewed_by(made):
        close_tasks_about(actor, old.ref, kinds=(ENDS,), at=at)
    return made


@transaction.atomic
def withdraw_certificate(actor: Actor, certificate: Certificate, *, at: datetime, reason: str = "") -> Certificate:
    """Let a certificate count no longer, whatever its dates say; it stays on record."""
    require(may_change_engineer(actor, certificate.engineer))
    held = lock(Certificate.objects.all(), certificate.id)
    if held.withdrawn_at is not None:
        raise CertificateWithdrawnAlready(certificate=held.name)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    withdrawn = CertificateWithdrawn(engineer_id=held.engineer_id, certificate_id=held.id)
    publish(actor, withdrawn, at=at, text=reason)
    close_tasks_about(actor, held.ref, kinds=(ENDS,), at=at)
    return held


@transaction.atomic
def warn_of_certificates(actor: Actor, *, at: datetime, days_ahead: int = 30) -> int:
    """Ask the managers, once a certificate, to renew what ends soon or has ended; returns how many such there are."""
    require(may_warn_of_certificates(actor))
    ending = list(ending_certificates(at=at, days_ahead=days_ahead))
    for certificate in ending:
        open_task(
            actor,
            kind=ENDS,
            key=f"{ENDS}:{certificate.id}",
            about=certificate.ref,
            label=f"{certificate.engineer.name}: {certificate.name}",
            role="manager",
            unit_id=certificate.engineer.unit_id,
            params={"ends": certificate.valid_until.isoformat(), "engineer_id": str(certificate.engineer_id)},
            at=at,
        )
    return len(ending)
