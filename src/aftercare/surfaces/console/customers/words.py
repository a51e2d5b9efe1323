"""Customers, what happened with them and what speaks for a duplicate, in the reader's words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.customers.models import Customer
from aftercare.domains.orders.pricing import written
from aftercare.domains.requests.queries import GROUPS, Happened
from aftercare.surfaces.console.billing.words import chip_of
from aftercare.surfaces.console.requests.words import CHANNELS, OUTCOMES, RESULTS
from aftercare.ui.components.words import exact_time, whole_day
from aftercare.ui.parts import Entry, FilterChip, Words

PLACE = "console:customers"
KINDS: Mapping[str, Words] = {
    "person": pgettext_lazy("customer", "Person"),
    "company": pgettext_lazy("customer", "Company"),
}
KIND_ICONS: Mapping[str, str] = {"person": "user", "company": "building"}
GROUNDS: Mapping[str, Words] = {
    "phone": gettext_lazy("same phone number"),
    "name": gettext_lazy("name sounds the same"),
    "address": gettext_lazy("same address"),
}
GROUP_WORDS: Mapping[str, Words] = {
    "requests": gettext_lazy("Requests"),
    "visits": pgettext_lazy("timeline", "Visits"),
    "ratings": pgettext_lazy("timeline", "Ratings"),
    "communications": pgettext_lazy("timeline", "Conversations"),
    "orders": gettext_lazy("Orders"),
    "devices": gettext_lazy("Devices"),
    "agreements": pgettext_lazy("timeline", "Agreements"),
    "bills": gettext_lazy("Quotations and charges"),
}
CHANNEL_ICONS: Mapping[str, str] = {"phone": "phone", "mail": "mail", "visit": "home"}
DIRECTIONS: Mapping[str, Words] = {
    "in": pgettext_lazy("conversation", "from the customer"),
    "out": pgettext_lazy("conversation", "to the customer"),
}
UNHAPPY = 3  # a mark below it is bad


def crumbs(customer: Customer | None = None) -> list[tuple[Words, str]]:
    """The list, and of a customer's own pages the customer."""
    here: list[tuple[Words, str]] = [(_("Customers"), reverse(PLACE))]
    return [*here, (customer.name, reverse("console:customer", args=[customer.id]))] if customer else here


def group_chips(group: str) -> list[FilterChip]:
    """What the timeline may be narrowed to."""
    labels = {"": _("Everything"), **{code: GROUP_WORDS[code] for code in GROUPS}}
    return [FilterChip(label, f"?show={code}" if code else "?", active=code == group) for code, label in labels.items()]


def entries(lines: Iterable[Happened]) -> list[Entry]:
    """The lines of a customer's timeline."""
    return [TELL[line.kind](line) for line in lines]


def _request(line: Happened) -> Entry:
    one = line.thing
    text = _("Request %(number)s: %(title)s") % {"number": one.number, "title": one.title}
    return Entry(line.at, text, icon="inbox", tone="info", url=_to_request(one), theirs=True)


def _rating(line: Happened) -> Entry:
    one, mark = line.thing, line.thing.satisfaction
    text = _("Rated %(mark)s of 5: %(number)s") % {"mark": mark, "number": one.number}
    return Entry(line.at, text, icon="star", tone="good" if mark >= UNHAPPY else "bad", url=_to_request(one))


def _visit(line: Happened) -> Entry:
    one = line.thing
    told = {"number": one.request.number, "title": one.request.title}
    text = _("Worked on %(number)s: %(title)s") % told
    result = RESULTS.get(one.result, one.result)
    notes = [result] if result else []
    notes += [_(one.outcome.name)] if one.outcome else []
    who = one.engineer or one.assignee
    return Entry(line.at, text, who=who.name if who else "", icon="tool", url=_to_request(one.request), notes=notes)


def _communication(line: Happened) -> Entry:
    said = line.thing
    parts = [CHANNELS.get(said.channel, said.channel), DIRECTIONS[said.direction]]
    parts += [said.contact.name] if said.contact else []
    notes = [str(OUTCOMES.get(said.outcome, said.outcome))] if said.outcome else []
    notes += [_("Follow up: %(when)s") % {"when": exact_time(said.follow_up_at)}] if said.follow_up_at else []
    words = " · ".join(map(str, parts))
    icon, theirs = CHANNEL_ICONS.get(said.channel, "message"), said.direction == "in"
    return Entry(line.at, words, who=line.who, icon=icon, body=said.text, notes=notes, theirs=theirs)


def _order(line: Happened) -> Entry:
    order, placed = line.thing, line.kind == "order_placed"
    text = _("Order %(number)s over %(total)s") if placed else _("Order %(number)s delivered")
    told = {"number": order.number, "total": written(order.money("total"))}
    url = reverse("console:order", args=[order.id])
    notes = [order.get_state_display()] if placed else []
    return Entry(line.at, text % told, icon="package", tone="info" if placed else "good", url=url, notes=notes)


def _device(line: Happened) -> Entry:
    device = line.thing.device
    told = {"product": device.product.name, "device": str(device)}
    came = line.kind == "device_came"
    text = _("Device of theirs: %(product)s %(device)s") if came else _("Device given away: %(product)s %(device)s")
    notes = [line.thing.reason] if line.thing.reason else []
    return Entry(line.at, text % told, icon="device-desktop" if came else "arrows-exchange", notes=notes)


def _agreement(line: Happened) -> Entry:
    began = line.kind == "agreement_began"
    text = _("Agreement began: %(name)s") if began else _("Agreement ended: %(name)s")
    tone = "good" if began else "neutral"
    note = _("%(first)s to %(last)s") % {"first": _day(line.thing.starts_on), "last": _day(line.thing.ends_on)}
    return Entry(line.at, text % {"name": str(line.thing)}, icon="file-text", tone=tone, notes=[note])


def _day(on: date) -> str:
    return str(whole_day(on))


def _to_request(one: Any) -> str:
    return reverse("console:request", args=[one.id])


def _bill(line: Happened) -> Entry:
    bill, sent = line.thing, line.kind == "quotation_sent"
    told = {"number": bill.number, "title": bill.request.title, "total": written(bill.money("total"))}
    text = _("Quoted %(total)s: %(title)s") if sent else _("Charged %(total)s: %(title)s")
    url = reverse("console:quotation" if sent else "console:charge", args=[bill.id])
    chip = chip_of(bill.state)
    notes = [bill.number, *([str(chip.label)] if chip.label else [])]
    return Entry(line.at, text % told, icon="receipt", tone="info" if sent else "neutral", url=url, notes=notes)


TELL: Mapping[str, Callable[[Happened], Entry]] = {
    "request": _request,
    "rating": _rating,
    "visit": _visit,
    "communication": _communication,
    "order_placed": _order,
    "order_delivered": _order,
    "device_came": _device,
    "device_left": _device,
    "agreement_began": _agreement,
    "agreement_ended": _agreement,
    "quotation_sent": _bill,
    "charge_confirmed": _bill,
}
