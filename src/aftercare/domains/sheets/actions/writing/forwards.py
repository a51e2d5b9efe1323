"""Plans carried out: new records together, changes one by one, each with what is needed to take it back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.contracts.actions import start_agreements
from aftercare.domains.customers.actions import register_customers
from aftercare.domains.customers.building import Built
from aftercare.domains.devices.actions import register_devices
from aftercare.domains.orders.actions import create_order
from aftercare.domains.sheets.actions.writing.commands import ADDED, COMMANDS, fresh
from aftercare.domains.sheets.cells import problems_in
from aftercare.domains.sheets.plans import Ending, Plan, Problem
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Refusal


@dataclass(slots=True)
class Written:
    """What became of a plan."""

    place: int
    ending: Ending
    kind: str = ""
    id: UUID | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def write_plans(actor: Actor, noun: str, plans: Sequence[Plan], at: datetime) -> list[Written]:
    """Carry them out within the transaction in hand; what a room refuses is told and leaves nothing behind."""
    told = [Written(one.row.place, one.ending, problems=one.problems) for one in plans if one.ending == "refused"]
    told += [Written(one.row.place, "same") for one in plans if one.ending == "same"]
    new = [one for one in plans if one.ending == "created" and one.begun is None]
    made = MAKERS[noun](actor, [one.draft for one in new], at) if new else []
    told += [_made(one, thing) for one, thing in zip(new, made, strict=True)]
    told += [_changed(actor, one, at) for one in plans if one.ending == "changed" and one.begun is None]
    by_place = {one.place: one for one in told}
    further = [one for one in plans if one.begun is not None and one.ending in ("created", "changed")]
    return told + [_as_its_record(one, by_place) for one in further]


def _as_its_record(plan: Plan, told: Mapping[int, Written]) -> Written:
    """A further row of a record ends as its first one did; what was done is kept there."""
    if plan.begun is None:
        raise TypeError("It is no further row.")
    first = told[plan.begun.row.place]
    return Written(plan.row.place, first.ending, first.kind, first.id, problems=first.problems)


def _made(plan: Plan, thing: Any) -> Written:
    if isinstance(thing, Refusal):
        return Written(plan.row.place, "refused", problems=problems_in(thing))
    return Written(plan.row.place, "created", thing.noun, thing.id)


def _changed(actor: Actor, plan: Plan, at: datetime) -> Written:
    """One record's commands, all of them or none."""
    thing: Any = plan.thing
    try:
        with transaction.atomic():
            steps = [_done(actor, step, at) for step in plan.steps]
    except Refusal as refusal:
        return Written(plan.row.place, "refused", problems=problems_in(refusal))
    return Written(plan.row.place, "changed", thing.noun, thing.id, steps)


def _done(actor: Actor, step: Any, at: datetime) -> dict[str, Any]:
    noun = step.thing.noun
    done = COMMANDS[step.verb](actor, fresh(noun, step.thing.id), **step.values, at=at)
    about = done if step.verb in ADDED else step.thing
    return {"verb": step.verb, "noun": about.noun, "id": str(about.id), "before": dict(step.before)}


def _customers(actor: Actor, drafts: Sequence[Any], at: datetime) -> list[Any]:
    answers = register_customers(actor, drafts=drafts, at=at)
    return [one.customer if isinstance(one, Built) else one for one in answers]


def _devices(actor: Actor, drafts: Sequence[Any], at: datetime) -> list[Any]:
    return list(register_devices(actor, drafts=drafts, at=at))


def _products(actor: Actor, drafts: Sequence[Any], at: datetime) -> list[Any]:
    """Models are few: each by itself."""
    return _each(drafts, lambda draft: add_product(actor, **draft, at=at))


def _each(drafts: Sequence[Any], make: Callable[[Any], Any]) -> list[Any]:
    made: list[Any] = []
    for draft in drafts:
        try:
            with transaction.atomic():
                made.append(make(draft))
        except Refusal as refusal:
            made.append(refusal)
    return made


def _agreements(actor: Actor, drafts: Sequence[Any], at: datetime) -> list[Any]:
    return list(start_agreements(actor, drafts=drafts, at=at))


def _orders(actor: Actor, drafts: Sequence[Any], at: datetime) -> list[Any]:
    """Each by itself: prices are looked up line by line."""
    return _each(drafts, lambda draft: create_order(actor, **draft, at=at))


MAKERS: Mapping[str, Callable[[Actor, Sequence[Any], datetime], list[Any]]] = {
    "customers": _customers,
    "products": _products,
    "devices": _devices,
    "agreements": _agreements,
    "orders": _orders,
}
