"""What a fact holds, in the reader's words: fields by their labels, ids by the names the reader may see."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.roles import ROLES
from aftercare.domains.billing.models import PaymentMethod, RateOf, UnitOf
from aftercare.kit.events import EVENTS
from aftercare.kit.models import LedgerEntry
from aftercare.kit.permissions import PERMISSIONS
from aftercare.surfaces.console.administration.audit.field_words import NO, YES, field_words, kind_of
from aftercare.surfaces.console.administration.audit.labels import BY_CODE, Key, Label, is_id
from aftercare.surfaces.console.administration.audit.nouns import noun_words
from aftercare.surfaces.console.administration.words import SCOPES
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.surfaces.console.requests.why import SOURCES
from aftercare.surfaces.console.requests.words import CHANNELS, CLOCKS, DECISIONS, OUTCOMES, RESULTS, STEPS
from aftercare.ui.components.times import day
from aftercare.ui.components.words import exact_time, in_minutes
from aftercare.ui.parts import Words

Detail = tuple[Words, list[Label]]
Labels = Mapping[Key, Label]
MOST = 20
# Fields that name their things by code, and the kind of thing it is; `kind` only of what has kinds of requests.
LISTS = {"outcome": "attempt_outcome", "reason": "pause_reason"}
OF_A_KIND = ("request.submitted", "record_rule.set", "call_back_rule.set", "billing_rule.set", "service_rate.added")
DIRECTIONS = {"in": gettext_lazy("from the customer"), "out": gettext_lazy("to the customer")}
VIAS = {"link": gettext_lazy("by the link"), "staff": gettext_lazy("told to a colleague")}
FACTORS = {"totp": gettext_lazy("Authenticator app"), "webauthn": gettext_lazy("Passkey")}
WORDS: Mapping[str, Mapping[Any, Words]] = {
    "priority": {int(value): label for value, label in PRIORITIES},
    "channel": CHANNELS,
    "clock": CLOCKS,
    "pauses": CLOCKS,
    "decision": DECISIONS,
    "outcome": OUTCOMES,
    "result": RESULTS,
    "step": STEPS,
    "scope": dict(SCOPES),
    "direction": DIRECTIONS,
    "factor": FACTORS,
    "promise_source": SOURCES,
    "method": dict(PaymentMethod.choices),
    "cost": dict(RateOf.choices),
    "per": dict(UnitOf.choices),
    "via": VIAS,
}


def asked_of(facts: Iterable[LedgerEntry]) -> Iterator[Key]:
    """The things that facts are about or name, whose labels a page of them needs."""
    for fact in facts:
        yield _subject(fact)
        if fact.actor_id is not None:
            yield "user", str(fact.actor_id)
        for field, value in fact.data.items():
            yield from ((_kind(fact, field), each) for each in _each(value) if isinstance(each, str))


def subject_of(fact: LedgerEntry, labels: Labels) -> Label:
    """What the thing is called and where it is; a short id where the reader may not see it, or it is gone."""
    return labels.get(_subject(fact)) or Label(str(fact.data.get("number", "")) or short(str(fact.subject_id)))


def details_of(fact: LedgerEntry, labels: Labels) -> list[Detail]:
    """The fields of a fact with their values, in the order the event names them."""
    known = EVENTS.get(fact.kind)
    order = [each.name for each in fields_of(known.cls)] if known else []
    fields = sorted(fact.data, key=lambda field: order.index(field) if field in order else len(order))
    return [(field_words(field), _values(fact, field, labels)) for field in fields]


def short(id: str) -> str:
    """The end of an id, which tells things apart."""
    return f"…{id[-8:]}"


def _subject(fact: LedgerEntry) -> Key:
    if fact.subject_kind in BY_CODE and "code" in fact.data:
        return fact.subject_kind, fact.data["code"]
    if fact.subject_kind in ("record_rule", "call_back_rule"):
        return "request_kind", str(fact.data.get("kind", ""))
    if fact.subject_kind == "clock":
        return str(fact.data.get("subject_kind", "")), str(fact.data.get("subject_id", ""))
    return fact.subject_kind, str(fact.subject_id)


def _kind(fact: LedgerEntry, field: str) -> str:
    """What kind of thing a field of this fact names."""
    if field in ("about_id", "subject_id"):
        return str(fact.data.get(field.replace("_id", "_kind"), ""))
    if field == "kind" and fact.kind in OF_A_KIND:
        return "request_kind"
    return LISTS.get(field) or kind_of(field)


def _each(value: Any) -> Sequence[Any]:
    return value[:MOST] if isinstance(value, list) else [value]


def _values(fact: LedgerEntry, field: str, labels: Labels) -> list[Label]:
    values = fact.data[field]
    told = [_value(fact, field, each, labels) for each in _each(values)]
    more = len(values) - MOST if isinstance(values, list) else 0
    return [*told, Label(f"+{more}")] if more > 0 else told


def _value(fact: LedgerEntry, field: str, value: Any, labels: Labels) -> Label:
    """One value: a name, a word of a list, a time or a length of it, else as it stands."""
    if isinstance(value, str) and (found := labels.get((_kind(fact, field), value))):
        return found
    if isinstance(value, bool):
        return Label(str(YES if value else NO))
    if isinstance(value, list):
        return Label(_pair(field, value))
    if isinstance(value, str) and is_id(value):
        return Label(short(value))
    if said := WORDS.get(field, {}).get(value):
        return Label(str(said))
    tell = TELL.get(field) or _plain
    return Label(str(tell(value)))


def _pair(field: str, value: list[Any]) -> str:
    """A promise with its time, a corrected field with what it was and is, or parts of one thing."""
    if field == "targets":
        return f"{CLOCKS.get(value[0], value[0])} {in_minutes(int(value[1]))}"
    if field == "changes":
        return f"{field_words(value[0])}: {value[1] or '–'} → {value[2] or '–'}"
    return " · ".join(map(str, value))


def _plain(value: Any) -> str:
    if isinstance(value, str):
        at = _moment(value)
        if at is not None:
            return exact_time(at) if isinstance(at, datetime) else str(day(at))
    return str(value)


def _moment(value: str) -> datetime | date | None:
    try:
        return (parse_datetime(value) if "T" in value else None) or parse_date(value)
    except ValueError:
        return None


def _right(name: str) -> Words:
    return PERMISSIONS[name].sentence if name in PERMISSIONS else name


def _role(code: str) -> Words:
    return ROLES[code].name if code in ROLES else code


def _minutes(value: Any) -> Words:
    return in_minutes(int(value) * 60)


TELL: Mapping[str, Callable[[Any], Words]] = {
    **dict.fromkeys(("permissions", "added", "taken"), _right),
    **dict.fromkeys(("labour_minutes", "travel_minutes", "billable_minutes", "minutes"), _minutes),
    **dict.fromkeys(("about_kind", "subject_kind"), noun_words),
    "fields": field_words,
    "role": _role,
    "size": filesizeformat,
    "stage": lambda percent: f"{percent} %",
}
