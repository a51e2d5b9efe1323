"""Which promise applies: the agreement's level, then the grade's, then the default."""

from functools import lru_cache
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

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
    """The promise a request gets, in one or two statements; a level named by its id wins over all."""
    if not (agreement_id or grade_id or level_id):
        return _promise(_standard_level()[0], "default", kind, priority)
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
    level = ServiceLevel.objects.filter(usable).select_related("calendar").annotate(rank=sources).order_by("rank")[0]
    return _promise(level, ("agreement", "grade", "default")[level.rank], kind, priority)


@compiled
def _standard_level() -> QuerySet[ServiceLevel]:
    return ServiceLevel.objects.filter(is_default=True).select_related("calendar")


def _promise(level: ServiceLevel, source: str, kind: str, priority: int) -> Promise:
    targets = _targets(level.id, level.version, kind, priority)
    return Promise(level.id, level.calendar, source, working_hours(level.calendar), targets)


@lru_cache(maxsize=1024)
def _targets(level_id: UUID, version: int, kind: str, priority: int) -> dict[str, Target]:
    rows = LevelTarget.objects.filter(level_id=level_id, priority=priority, request_kind__in=["", kind])
    return {
        row.clock: Target(row.minutes * 60, tuple(row.stages) or (75, 100, 150))
        for row in rows.order_by("request_kind")  # the kind's own target comes after the general one and wins
    }
