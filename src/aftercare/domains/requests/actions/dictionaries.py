"""Keep the words of the loop: kinds of requests, and why attempts fail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Model

from aftercare.domains.requests.errors import BadKind, KindTaken, LastKind
from aftercare.domains.requests.events import (
    AttemptOutcomeAdded,
    AttemptOutcomeChanged,
    RequestKindAdded,
    RequestKindChanged,
)
from aftercare.domains.requests.models import AttemptOutcome, RequestKind
from aftercare.domains.requests.policies import may_configure_requests
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.ids import id_of_code
from aftercare.kit.locking import lock, one_at_a_time
from aftercare.kit.permissions import require

OF_KIND = (
    "name",
    "auto_assign",
    "desk_closes",
    "default_priority",
    "duration_minutes",
    "dwell_minutes",
    "reopen_days",
    "repeat_days",
    "active",
    "position",
)
OF_OUTCOME = ("name", "counts", "active", "position")
KIND, OUTCOME = "request_kind", "attempt_outcome"


@transaction.atomic
def add_kind(actor: Actor, *, code: str, name: str, at: datetime, **values: Any) -> RequestKind:
    """Add a sort of request; what is not said is as with the first kinds."""
    require(may_configure_requests(actor))
    kind = RequestKind(code=_free(RequestKind, code), name=name)
    _set(kind, changed_fields(kind, OF_KIND, values), values)
    if "position" not in values:
        kind.position = _last(RequestKind)
    _check(kind)
    kind.save(force_insert=True)
    publish(actor, RequestKindAdded(kind_id=id_of_code(KIND, kind.code), code=kind.code), at=at)
    return kind


@transaction.atomic
def change_kind(actor: Actor, kind: RequestKind, *, at: datetime, **values: Any) -> RequestKind:
    """Change how the loop treats a kind, from now on; switched off, no new request is of it."""
    require(may_configure_requests(actor))
    held = lock(RequestKind.objects.all(), kind.pk)
    one_at_a_time(KIND)
    changed = changed_fields(held, OF_KIND, values)
    if not changed:
        return held
    _set(held, changed, values)
    _check(held)
    if not held.active and not RequestKind.objects.filter(active=True).exclude(pk=held.pk).exists():
        raise LastKind(name=held.name)
    held.save(update_fields=list(changed))
    told = RequestKindChanged(kind_id=id_of_code(KIND, held.code), code=held.code, fields=changed)
    publish(actor, told, at=at)
    return held


@transaction.atomic
def add_outcome(actor: Actor, *, code: str, name: str, at: datetime, counts: bool = True) -> AttemptOutcome:
    """Add a reason why attempts fail, and whether it counts towards the lock."""
    require(may_configure_requests(actor))
    free = _free(AttemptOutcome, code)
    made = AttemptOutcome.objects.create(code=free, name=name, counts=counts, position=_last(AttemptOutcome))
    told = AttemptOutcomeAdded(outcome_id=id_of_code(OUTCOME, made.code), code=made.code, counts=counts)
    publish(actor, told, at=at)
    return made


@transaction.atomic
def change_outcome(actor: Actor, outcome: AttemptOutcome, *, at: datetime, **values: Any) -> AttemptOutcome:
    """Change a reason of failing, from now on: attempts that ended before keep what they counted."""
    require(may_configure_requests(actor))
    held = lock(AttemptOutcome.objects.all(), outcome.pk)
    if changed := changed_fields(held, OF_OUTCOME, values):
        _set(held, changed, values)
        held.save(update_fields=list(changed))
        told = AttemptOutcomeChanged(outcome_id=id_of_code(OUTCOME, held.code), code=held.code, fields=changed)
        publish(actor, told, at=at)
    return held


def _set(thing: Model, changed: tuple[str, ...], values: Mapping[str, Any]) -> None:
    for name in changed:
        setattr(thing, name, values[name])


def _free(model: type[Any], code: str) -> str:
    plain = code.strip()
    holder = model.objects.filter(pk=plain).first()
    if holder is not None:
        raise KindTaken(taken=plain, holder=str(holder), errors={"code": KindTaken.sentence})
    return plain


def _last(model: type[Any]) -> int:
    highest = model.objects.aggregate(highest=Max("position"))["highest"]
    return 0 if highest is None else int(highest) + 1


def _check(kind: RequestKind) -> None:
    fits = kind.default_priority in range(1, 5) and kind.duration_minutes in range(1, 1441)
    dwells = all(state in State.values and minutes > 0 for state, minutes in kind.dwell_minutes.items())
    if not fits or not dwells or kind.reopen_days > 3650 or kind.repeat_days > 3650:
        raise BadKind()
