"""Rights in words: roles, how far they reach, until when, and what they let a person do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.accounts.models import Grant, Role
from aftercare.domains.accounts.roles import held_by, name_of
from aftercare.kit.permissions import PERMISSIONS
from aftercare.ui.parts import Words

SOON = timedelta(days=7)
SCOPES = [
    ("all", gettext_lazy("The whole company")),
    ("node", gettext_lazy("A part of the company and all below it")),
    ("team", gettext_lazy("The person's teams")),
    ("own", gettext_lazy("Only what is the person's own")),
]
# Where a right stands, by the noun before its dot; a noun without a group of its own stands under the last.
GROUPS: Mapping[str, Words] = {
    "requests": gettext_lazy("Requests"),
    "call_backs": gettext_lazy("Requests"),
    "service_records": gettext_lazy("Requests"),
    "customers": gettext_lazy("Customers"),
    "communications": gettext_lazy("Customers"),
    "phones": gettext_lazy("Customers"),
    "devices": gettext_lazy("Devices and products"),
    "catalog": gettext_lazy("Devices and products"),
    "orders": gettext_lazy("Orders"),
    "quotations": gettext_lazy("Quotations and charges"),
    "charges": gettext_lazy("Quotations and charges"),
    "rates": gettext_lazy("Quotations and charges"),
    "contracts": gettext_lazy("Service levels and contracts"),
    "coverage": gettext_lazy("Service levels and contracts"),
    "engineers": gettext_lazy("Engineers and planning"),
    "dispatch": gettext_lazy("Engineers and planning"),
    "users": gettext_lazy("People and company"),
    "roles": gettext_lazy("People and company"),
    "tokens": gettext_lazy("People and company"),
    "company": gettext_lazy("People and company"),
    "calendars": gettext_lazy("People and company"),
    "audit": gettext_lazy("People and company"),
}
# A request for permission: tone, icon and word.
ASKED: Mapping[str, tuple[str, str, Words]] = {
    "asked": ("warn", "hourglass", gettext_lazy("Waits for a decision")),
    "approved": ("good", "circle-check", gettext_lazy("Approved")),
    "declined": ("bad", "circle-x", gettext_lazy("Declined")),
    "withdrawn": ("neutral", "arrow-back-up", gettext_lazy("Withdrawn")),
}
OTHER = pgettext_lazy("group of rights", "Other")


@dataclass(frozen=True, slots=True)
class Held:
    """One right of a person: what it allows, and how far, by each of the roles that hold it."""

    sentence: Words
    reaches: Sequence[str]


def role_name(role: Role) -> str:
    """A role as people call it; ready-made ones in the reader's language."""
    return str(name_of(role.code, role.name))


def role_choices() -> list[tuple[str, str]]:
    """Every role by its name."""
    return sorted(((role.code, role_name(role)) for role in Role.objects.all()), key=lambda pair: pair[1])


def reach_words(scope: str, node: Any = None) -> str:
    """How far a role reaches."""
    if scope == "node":
        return _("%(unit)s and below") % {"unit": node.name}
    return {"all": _("the whole company"), "team": _("own teams"), "own": _("only own")}[scope]


def end_chip(ends: datetime | None, at: datetime) -> tuple[str, str, str] | None:
    """Tone, icon and word of an end that has come, or is near; None where it is neither."""
    if ends is None or ends - at > SOON:
        return None
    if ends <= at:
        return "neutral", "hourglass", _("Ended")
    days = (ends - at).days
    words = (
        _("Ends in %(n)s days") % {"n": days}
        if days > 1
        else _("Ends within a day")
        if days < 1
        else _("Ends in 1 day")
    )
    return "warn", "hourglass", words


def grouped(names: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Permissions by the group they stand in, groups and permissions in their usual order."""
    found: dict[str, list[str]] = {}
    order = list(dict.fromkeys(map(str, GROUPS.values()))) + [str(OTHER)]
    wanted = set(names)
    for name in PERMISSIONS:
        if name in wanted:
            found.setdefault(str(GROUPS.get(name.partition(".")[0], OTHER)), []).append(name)
    return sorted(found.items(), key=lambda pair: order.index(pair[0]))


def rights_in_words(grants: Iterable[Grant]) -> list[tuple[str, list[Held]]]:
    """What these roles let a person do, by group, each right with how far it reaches."""
    reaches: dict[str, list[str]] = {}
    for grant in grants:
        whole = reach_words(grant.scope, grant.node)
        for name, only_own in held_by(grant.role.code, grant.role.permissions).items():
            reaches.setdefault(name, []).append(_("only own") if only_own else whole)
    return [
        (group, [Held(PERMISSIONS[name].sentence, _widest(reaches[name])) for name in names])
        for group, names in grouped(reaches)
    ]


def _widest(reaches: list[str]) -> list[str]:
    """Each reach once; the whole company says it all."""
    everywhere = _("the whole company")
    return [everywhere] if everywhere in reaches else list(dict.fromkeys(reaches))
