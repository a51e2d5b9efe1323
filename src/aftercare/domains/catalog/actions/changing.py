"""Change the words of service: rename them, switch them off and on; what they were used for keeps them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.checks import checked_name, checked_skills
from aftercare.domains.catalog.errors import BadDuration
from aftercare.domains.catalog.events import CategoryChanged, FaultCodeChanged, IncidentTypeChanged, SkillChanged
from aftercare.domains.catalog.models import Category, FaultCode, IncidentType, Skill
from aftercare.domains.catalog.policies import may_manage_catalog
from aftercare.domains.catalog.queries import known_skills, words_of
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

DAY = 1440
OF_SKILL = ("name", "needs_certificate", "active")
OF_FAULT_CODE = ("name", "active")
OF_INCIDENT_TYPE = ("name", "category", "skills", "duration_minutes", "active")


@transaction.atomic
def change_skill(actor: Actor, skill: Skill, *, at: datetime, **values: Any) -> Skill:
    """Rename it, ask for a certificate, or switch it off: engineers keep it, nobody gets it anew."""
    require(may_manage_catalog(actor))
    held = lock(Skill.objects.all(), skill.pk)
    if changed := _changed(held, OF_SKILL, values):
        publish(actor, SkillChanged(skill_id=held.id, fields=changed), at=at)
    return held


@transaction.atomic
def change_fault_code(actor: Actor, fault: FaultCode, *, at: datetime, **values: Any) -> FaultCode:
    """Rename it, or switch it off: records keep it, new ones can't name it."""
    require(may_manage_catalog(actor))
    held = lock(FaultCode.objects.all(), fault.pk)
    if changed := _changed(held, OF_FAULT_CODE, values):
        publish(actor, FaultCodeChanged(fault_code_id=held.id, fields=changed), at=at)
    return held


@transaction.atomic
def change_incident_type(actor: Actor, problem: IncidentType, *, at: datetime, **values: Any) -> IncidentType:
    """Change what solving it usually takes, or switch it off: requests keep it, new ones can't have it."""
    require(may_manage_catalog(actor))
    held = lock(IncidentType.objects.all(), problem.pk)
    if not 1 <= values.get("duration_minutes", held.duration_minutes) <= DAY:
        raise BadDuration(minutes=values["duration_minutes"])
    if "skills" in values:
        values["skills"] = checked_skills(values["skills"], known_skills(values["skills"]))
    if changed := _changed(held, OF_INCIDENT_TYPE, values):
        if "name" in changed:
            held.search = words_of(held.code, held.name)
            held.save(update_fields=["search"])
        publish(actor, IncidentTypeChanged(incident_type_id=held.id, fields=changed), at=at)
    return held


@transaction.atomic
def change_category(actor: Actor, category: Category, *, at: datetime, name: str) -> Category:
    """Rename a node of the product tree."""
    require(may_manage_catalog(actor))
    held = lock(Category.objects.all(), category.pk)
    if changed := _changed(held, ("name",), {"name": name}):
        publish(actor, CategoryChanged(category_id=held.id, fields=changed), at=at)
    return held


def _changed(held: Any, allowed: tuple[str, ...], values: dict[str, Any]) -> tuple[str, ...]:
    if "name" in values:
        values["name"] = checked_name(held.code, values["name"])
    changed = changed_fields(held, allowed, values)
    for name in changed:
        setattr(held, name, values[name])
    if changed:
        held.save(update_fields=list(changed))
    return changed
