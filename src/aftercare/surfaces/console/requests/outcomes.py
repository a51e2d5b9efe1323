"""Facts whose sentence depends on what was decided: who got it, how it goes on, whether it was accepted."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.requests.rules import BEST
from aftercare.kit.clock import now
from aftercare.kit.models import LedgerEntry
from aftercare.ui.components.words import exact_time, slot
from aftercare.ui.parts import Words

# kind of fact → which of its ids is the other request, and what happened with it
TIES: Mapping[str, tuple[str, Words]] = {
    "request.linked": ("other", gettext_lazy("linked %(number)s")),
    "request.merged": ("into", gettext_lazy("merged the request into %(number)s")),
    "request.unlinked": ("other", gettext_lazy("untied %(number)s")),
    "request.split": ("other", gettext_lazy("split off %(number)s")),
    "request.absorbed": ("other", gettext_lazy("merged %(number)s into this request")),
}
HOLDERS = ("engineer_id", "assignee_id", "team_id")
BEFORE = ("before_engineer_id", "before_assignee_id")


def sentence(fact: LedgerEntry, text: str, names: Mapping[str, str]) -> str:
    """What happened in words of its own, or nothing where the kind of the fact says it all."""
    if sent_back(fact):
        return _("sent hours, parts and costs back: %(reason)s") % {"reason": text}
    if other := names.get(str(tied_in(fact))):
        return str(TIES[fact.kind][1]) % {"number": other}
    if fact.kind == "request.assigned":
        return _assigned(fact.data, names)
    if fact.kind == "request.unlocked":
        return _unlocked(fact, names)
    if fact.kind == "request.rejected" and (mark := fact.data.get("satisfaction")):
        return _("says it is not solved: %(mark)s of %(best)s") % {"mark": mark, "best": BEST}
    if fact.kind == "visit.planned":
        return _visit(fact.data, names)
    return ""


def waits(fact: LedgerEntry) -> Iterator[str]:
    """Until when a suspended request rests, and where its required date stands before and after that."""
    if fact.kind == "request.suspended":
        yield _("Waits until %(until)s") % {"until": exact_time(datetime.fromisoformat(fact.data["until"]))}
    if fact.kind in {"request.suspended", "request.resumed"}:
        for date in filter(None, (fact.data.get("date_back"), fact.data.get("required_at"))):
            yield _("Required by %(date)s from then on") % {"date": exact_time(datetime.fromisoformat(date))}


def sent_back(fact: LedgerEntry) -> bool:
    """Whether the fact is a sign-off that accepted nothing."""
    return fact.kind == "request.signed_off" and not fact.data.get("accepted", True)


def words_of(fact: LedgerEntry) -> UUID | None:
    """The id of the note or talk whose words belong to the fact."""
    if fact.kind == "communication.recorded":
        return fact.subject_id
    kept = fact.data.get("note_id") or fact.data.get("communication_id")
    return UUID(kept) if kept else None


def named_in(facts: Iterable[LedgerEntry]) -> Iterator[UUID]:
    """The ids of those the facts name: engineers, people of the desk, teams."""
    for fact in facts:
        for column in (*HOLDERS, *BEFORE):
            if given := fact.data.get(column):
                yield UUID(given)
        yield from map(UUID, fact.data.get("person_ids", ()))


def tied_in(fact: LedgerEntry) -> UUID | None:
    """The id of the other request that the fact ties to this one."""
    column, _said = TIES.get(fact.kind, ("", ""))
    return UUID(fact.data[column]) if column else None


def _visit(told: Mapping[str, Any], names: Mapping[str, str]) -> str:
    start, end = (datetime.fromisoformat(told[name]) for name in ("planned_from", "planned_to"))
    return _("planned a visit of %(name)s: %(slot)s") % {
        "name": names.get(told["engineer_id"], "–"),
        "slot": slot(start, end, now()),
    }


def _assigned(told: Mapping[str, Any], names: Mapping[str, str]) -> str:
    to, before = _first(told, HOLDERS, names), _first(told, BEFORE, names)
    if before and to and before != to:
        return _("gave the request from %(before)s to %(to)s") % {"before": before, "to": to}
    return _("assigned the request to %(to)s") % {"to": to} if to else ""


def _unlocked(fact: LedgerEntry, names: Mapping[str, str]) -> str:
    if fact.state_entered == "cancelled":
        return _("unlocked the request and cancelled it")
    due = fact.data.get("required_at")
    by = exact_time(datetime.fromisoformat(due)) if due else "–"
    if fact.state_entered == "assigned":
        to = _first(fact.data, HOLDERS, names)
        return _("unlocked the request: assigned to %(to)s, required by %(by)s") % {"to": to, "by": by}
    return _("unlocked the request: pending again, required by %(by)s") % {"by": by}


def _first(told: Mapping[str, Any], columns: Iterable[str], names: Mapping[str, str]) -> str:
    return next((names[told[name]] for name in columns if told.get(name) in names), "")
