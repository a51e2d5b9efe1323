"""The ready-made roles. A permission marked `own` reaches only what is the person's own, however wide the grant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Sentence
from aftercare.kit.permissions import PERMISSIONS

ALL_PERMISSIONS: Final = "*"
# Work given to a team is the work of each of its members, so here `own` reaches what their teams have.
WITH_TEAMS: Final = frozenset({"requests.view", "requests.note", "requests.work", "quotations.view"})
ADMINISTRATOR: Final = "administrator"


@dataclass(frozen=True, slots=True)
class ReadyRole:
    """A role every installation has: what it is called, what it may do, and what only with its own things."""

    name: Sentence
    permissions: tuple[str, ...]
    own: tuple[str, ...] = ()


_READS = ("customers.view", "devices.view", "catalog.view", "contracts.view", "engineers.view", "calendars.view")
_DESK = (
    *_READS,
    "requests.view",
    "requests.note",
    "requests.submit",
    "requests.change",
    "requests.suspend",
    "requests.cancel",
    "requests.merge",
    "requests.reopen",
    "customers.register",
    "customers.change",
    "communications.record",
    "phones.reveal",
    "devices.register",
    "orders.view",
    "quotations.view",
    "quotations.write",
    "quotations.decide",
    "charges.confirm",
    "offers.view",
    "offers.make",
)

ROLES: Mapping[str, ReadyRole] = {
    "administrator": ReadyRole(_("Administrator"), (ALL_PERMISSIONS,)),
    "agent": ReadyRole(_("Service desk agent"), _DESK, own=("requests.work",)),
    "dispatcher": ReadyRole(
        _("Dispatcher"),
        (*_READS, "requests.view", "requests.note", "requests.assign", "requests.suspend", "engineers.manage",
         "phones.reveal", "dispatch.view", "communications.record", "quotations.view"),
    ),
    "engineer": ReadyRole(
        _("Field engineer"),
        ("catalog.view",),
        own=("requests.view", "requests.note", "requests.work", "requests.suspend", "customers.view", "devices.view",
             "quotations.view", "engineers.view", "phones.reveal", "calendars.view", "communications.record"),
    ),
    "callback": ReadyRole(
        _("Call-back agent"),
        ("requests.view", "requests.note", "requests.call_back", "customers.view", "devices.view", "catalog.view",
         "communications.record", "phones.reveal", "offers.view", "offers.make"),
    ),
    "keeper": ReadyRole(_("Parts keeper"), ("catalog.view", "catalog.manage", "requests.view", "engineers.view",
                                         "imports.run")),
    "parts_approver": ReadyRole(_("Parts approver"), ("catalog.view", "requests.view", "engineers.view")),
    "complaints": ReadyRole(
        _("Complaint handler"),
        (*_READS, "requests.view", "requests.note", "communications.record", "phones.reveal"),
    ),
    "order_clerk": ReadyRole(
        _("Order clerk"),
        ("customers.view", "customers.register", "customers.change", "catalog.view", "devices.view",
         "orders.view", "orders.create", "orders.ship", "orders.cancel", "offers.view", "offers.make",
         "communications.record"),
    ),
    "order_reviewer": ReadyRole(
        _("Order reviewer"), ("customers.view", "catalog.view", "devices.view", "orders.view", "orders.approve")
    ),
    "editor": ReadyRole(_("Knowledge editor"), ("catalog.view", "requests.view")),
    "manager": ReadyRole(
        _("Service manager"),
        (*_DESK, "requests.assign", "requests.work", "requests.call_back", "requests.manage", "engineers.manage",
          "imports.run", "grading.manage", "offers.manage",
          "devices.change", "contracts.manage", "dispatch.view", "dispatch.weigh",
         "calendars.manage", "audit.view", "users.view", "service_records.manage", "call_backs.manage",
         "channels.manage", "requests.configure", "requests.cover",
          "reports.view",
         "orders.create", "orders.approve", "orders.approve_large", "orders.ship", "orders.cancel", "orders.price",
         "quotations.waive", "charges.approve", "rates.manage"),
    ),
    "analyst": ReadyRole(
        _("Analyst"),
        (
            *_READS, "requests.view", "audit.view", "dispatch.view", "orders.view", "quotations.view", "offers.view",
            "reports.view",
        ),
    ),
}  # fmt: skip


def name_of(code: str, own_name: str) -> Sentence:
    """What a role is called: a ready-made one in the reader's language."""
    ready = ROLES.get(code)
    return ready.name if ready else own_name


def held_by(code: str, own_list: Iterable[str]) -> dict[str, bool]:
    """The permissions of a role: as wide as the grant (False), or only over what is the person's own (True).

    Ready-made roles take theirs from the table above, others from their own list.
    """
    ready = ROLES.get(code)
    if ready is None:
        return {name: False for name in own_list if name in PERMISSIONS}
    if ALL_PERMISSIONS in ready.permissions:
        return dict.fromkeys(PERMISSIONS, False)
    return {**dict.fromkeys(ready.own, True), **dict.fromkeys(ready.permissions, False)}
