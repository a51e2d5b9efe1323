"""Make and rename the grades and tags that customers are given."""

from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.customers.checks import checked_name
from aftercare.domains.customers.errors import GradeTaken, TagTaken
from aftercare.domains.customers.events import GradeAdded, GradeChanged, TagChanged
from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.customers.policies import may_manage_grades
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

OF_GRADE = ("name", "rank")


@transaction.atomic
def add_grade(actor: Actor, *, code: str, name: str, at: datetime, rank: int = 100) -> Grade:
    """Add a class of customers; a lower rank is served first."""
    require(may_manage_grades(actor))
    if Grade.objects.filter(code=code).exists():
        raise GradeTaken(code=code)
    grade = Grade.objects.create(code=code, name=checked_name(name), rank=rank)
    publish(actor, GradeAdded(grade_id=grade.id, code=code), at=at)
    return grade


@transaction.atomic
def change_grade(actor: Actor, grade: Grade, *, at: datetime, **values: Any) -> Grade:
    """Rename it, or serve its customers earlier or later; its code and whoever has it stay."""
    require(may_manage_grades(actor))
    held = lock(Grade.objects.all(), grade.pk)
    if "name" in values:
        values["name"] = checked_name(values["name"])
    if changed := changed_fields(held, OF_GRADE, values):
        for name in changed:
            setattr(held, name, values[name])
        held.save(update_fields=list(changed))
        publish(actor, GradeChanged(grade_id=held.id, fields=changed), at=at)
    return held


@transaction.atomic
def add_tag(actor: Actor, *, name: str, at: datetime) -> Tag:
    """Add a word that marks customers; a known one is returned as it is."""
    require(may_manage_grades(actor))
    return Tag.objects.get_or_create(name=checked_name(name))[0]


@transaction.atomic
def rename_tag(actor: Actor, tag: Tag, *, name: str, at: datetime) -> Tag:
    """Call a tag otherwise: whoever bears it bears it on under its new name, which no other tag may have."""
    require(may_manage_grades(actor))
    held = lock(Tag.objects.all(), tag.pk)
    chosen = checked_name(name)
    if chosen == held.name:
        return held
    if Tag.objects.filter(name=chosen).exists():
        raise TagTaken(name=chosen)
    held.name = chosen
    held.save(update_fields=["name"])
    publish(actor, TagChanged(tag_id=held.id, fields=("name",)), at=at)
    return held
