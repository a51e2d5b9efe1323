"""Which promise applies: the agreement's level, then the grade's, then the default."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.models import Agreement, LevelTarget, ServiceLevel
from aftercare.domains.contracts.promises import Promise, Target
from aftercare.kit.compiled import compiled


def promise_for(
    *,
    kind: str,
    priority: int,
    agreement_id: UUID | None = None,
    grade_id: UUID | None = None,
    level_id: UUID | None = None,
) -> Promise:
    """The promise a request gets, in one statement; a level named by its id wins over all."""
    if not (agreement_id or grade_id or level_id):
        return _promise(_standard_level(kind)[0], "default", priority)
    graded = Q(grades__grade_id=grade_id) if grade_id else Q(pk__in=[])
    named = Q(pk=level_id) if level_id else Q(pk__in=[])
    agreed = Q(pk__in=Agreement.objects.filter(pk=agreement_id).values("level")) if agreement_id else Q(pk__in=[])
    sources = Case(
        When(named | agreed, then=Value(0)),
        When(graded, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    usable = Q(is_default=True) | named | agreed | graded
    levels = _with_targets(ServiceLevel.objects.filter(usable), kind)
    level = levels.annotate(rank=sources).order_by("rank")[0]
    return _promise(level, ("agreement", "grade", "default")[level.rank], priority)


@compiled
def _standard_level(kind: str) -> QuerySet[ServiceLevel]:
    return _with_targets(ServiceLevel.objects.filter(is_default=True), kind)


def _with_targets(levels: QuerySet[ServiceLevel], kind: str) -> QuerySet[Any]:
    """Levels with all their targets for a kind of request; its own come after the general ones and win."""
    rows = LevelTarget.objects.filter(Q(request_kind="") | Q(request_kind=kind), level=OuterRef("pk"))
    told = rows.order_by("request_kind", "clock").values(
        told=JSONObject(clock="clock", priority="priority", minutes="minutes", stages="stages")
    )
    return levels.select_related("calendar").annotate(promised=ArraySubquery(told))


def _promise(level: Any, source: str, priority: int) -> Promise:
    targets = {
        told["clock"]: Target(told["minutes"] * 60, tuple(told["stages"]) or (75, 100, 150))
        for told in level.promised
        if told["priority"] == priority
    }
    return Promise(level.id, level.calendar, source, working_hours(level.calendar), targets)
