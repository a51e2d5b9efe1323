"""Keep the words of service: skills, fault codes, types of incident."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.checks import checked_code, checked_parts, checked_skills
from aftercare.domains.catalog.errors import BadDuration
from aftercare.domains.catalog.events import FaultCodeAdded, IncidentTypeAdded, SkillAdded
from aftercare.domains.catalog.models import Category, FaultCode, FaultKind, IncidentType, Skill
from aftercare.domains.catalog.policies import may_manage_catalog
from aftercare.domains.catalog.queries import known_parts, known_skills, words_of
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require

DAY = 1440


@transaction.atomic
def add_skill(actor: Actor, *, code: str, name: str, at: datetime, needs_certificate: bool = False) -> Skill:
    """Add something engineers are able to do."""
    require(may_manage_catalog(actor))
    code, name = checked_code(code, name, Skill.objects.filter(code=code.strip()).first())
    skill = Skill.objects.create(code=code, name=name, needs_certificate=needs_certificate)
    publish(actor, SkillAdded(skill_id=skill.id, code=code), at=at)
    return skill


@transaction.atomic
def add_fault_code(
    actor: Actor, *, kind: str, code: str, name: str, at: datetime, category: Category | None = None
) -> FaultCode:
    """Add a symptom, cause, remedy or error code for one category of products or for all."""
    require(may_manage_catalog(actor))
    held = FaultCode.objects.filter(kind=FaultKind(kind), category=category, code=code.strip())
    code, name = checked_code(code, name, held.first())
    fault = FaultCode.objects.create(kind=FaultKind(kind), code=code, name=name, category=category)
    publish(actor, FaultCodeAdded(fault_code_id=fault.id, kind=fault.kind, code=code), at=at)
    return fault


@transaction.atomic
def add_incident_type(
    actor: Actor,
    *,
    code: str,
    name: str,
    at: datetime,
    category: Category | None = None,
    skills: Mapping[str, int] | None = None,
    duration_minutes: int = 60,
    checklist: Sequence[Mapping[str, str]] = (),
    parts: Sequence[Mapping[str, Any]] = (),
) -> IncidentType:
    """Add a type of problem: skills {code: level}, checklist [{code, text}], parts [{part: number, quantity}]."""
    require(may_manage_catalog(actor))
    code, name = checked_code(code, name, IncidentType.objects.filter(code=code.strip()).first())
    if not 1 <= duration_minutes <= DAY:
        raise BadDuration(minutes=duration_minutes)
    incident = IncidentType(
        code=code,
        name=name,
        category=category,
        skills=checked_skills(skills or {}, known_skills(skills or ())),
        duration_minutes=duration_minutes,
        checklist=[{"code": item["code"], "text": item["text"]} for item in checklist],
        parts=checked_parts(parts, known_parts(line["part"] for line in parts)),
    )
    incident.search = words_of(code, name)
    incident.save()
    publish(actor, IncidentTypeAdded(incident_type_id=incident.id, code=code), at=at)
    return incident
