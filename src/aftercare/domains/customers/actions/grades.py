"""Make the grades and tags that customers are given."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.customers.checks import checked_name
from aftercare.domains.customers.errors import GradeTaken
from aftercare.domains.customers.events import GradeAdded
from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.customers.policies import may_manage_grades
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require


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
def add_tag(actor: Actor, *, name: str, at: datetime) -> Tag:
    """Add a word that marks customers; a known one is returned as it is."""
    require(may_manage_grades(actor))
    return Tag.objects.get_or_create(name=checked_name(name))[0]
