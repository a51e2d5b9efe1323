"""What happened to quotations and charges, and what may be done with them, in the reader's words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries.told import ToldFact
from aftercare.domains.billing.models import BillLine, Charge, Quotation
from aftercare.domains.billing.queries import lines_of
from aftercare.domains.billing.words import counted, name_of, plain, why_of
from aftercare.domains.orders.pricing import written
from aftercare.kit.models import LedgerEntry
from aftercare.surfaces.console.actors import RULES
from aftercare.surfaces.console.orders.words import Verb
from aftercare.ui.parts import Entry, Words

QUOTATION_VERBS: Mapping[str, Verb] = {
    "send": Verb(_("Send to the customer"), "send", _("The quotation is on its way to the customer."), "primary", "s"),
    "accept": Verb(_("Customer accepted"), "circle-check", _("The customer's yes is recorded."), "primary", "a"),
    "decline": Verb(_("Customer declined"), "circle-x", _("The customer's no is recorded.")),
    "revise": Verb(_("New version"), "copy", _("The new version is a draft; change it and send it.")),
    "withdraw": Verb(_("Withdraw"), "arrow-back-up", _("The quotation is withdrawn."), "danger"),
}
CHARGE_VERBS: Mapping[str, Verb] = {
    "confirm": Verb(_("Confirm"), "circle-check", _("The customer is told what is to be paid."), "primary", "c"),
    "pay": Verb(_("Record a payment"), "cash", _("The payment is recorded."), "primary", "p"),
    "cancel": Verb(_("Cancel charge"), "ban", _("The charge is cancelled."), "danger"),
}
# Told on the pages of quotations and charges, and in the story of their request.
FACTS: Mapping[str, tuple[Words, str, str]] = {
    "quotation.drafted": (_("began quotation %(number)s"), "pencil", "neutral"),
    "quotation.changed": (_("changed the draft of the quotation"), "pencil", "neutral"),
    "quotation.sent": (_("sent quotation %(number)s of %(total)s %(currency)s to the customer"), "send", "info"),
    "quotation.reminded": (_("reminded the customer of quotation %(number)s"), "bell", "neutral"),
    "quotation.accepted": (_("accepted quotation %(number)s of %(total)s %(currency)s"), "circle-check", "good"),
    "quotation.declined": (_("declined quotation %(number)s"), "circle-x", "bad"),
    "quotation.expired": (_("let quotation %(number)s expire"), "hourglass", "warn"),
    "quotation.withdrawn": (_("withdrew quotation %(number)s"), "arrow-back-up", "neutral"),
    "quotation.replaced": (_("put a further version in the place of quotation %(number)s"), "copy", "neutral"),
    "quotation_waiver.given": (_("let work start without an accepted quotation"), "gavel", "warn"),
    "charge.drafted": (_("reckoned charge %(number)s: %(total)s %(currency)s"), "receipt", "neutral"),
    "charge.changed": (_("changed the draft of the charge"), "pencil", "neutral"),
    "charge.confirmed": (_("confirmed charge %(number)s of %(total)s %(currency)s"), "receipt", "info"),
    "charge.part_paid": (_("recorded a payment of %(amount)s %(currency)s"), "cash", "good"),
    "charge.paid": (_("recorded the last payment of %(amount)s %(currency)s: paid"), "cash", "good"),
    "charge.cancelled": (_("cancelled charge %(number)s"), "ban", "neutral"),
}
# Told by a colleague for the customer.
ON_BEHALF: Mapping[str, tuple[Words, str, str]] = {
    "quotation.accepted": (
        _("recorded that the customer accepted quotation %(number)s of %(total)s %(currency)s"),
        "circle-check",
        "good",
    ),
    "quotation.declined": (_("recorded that the customer declined quotation %(number)s"), "circle-x", "bad"),
}
# Told in the story of the request: what was only written or changed is told on its own page.
IN_STORY = tuple(kind for kind in FACTS if kind not in ("quotation.changed", "charge.changed"))
STATES: Mapping[str, tuple[str, str, Words]] = {  # tone, icon, word
    "sent": ("warn", "send", pgettext_lazy("quotation", "Waits for the customer")),
    "accepted": ("good", "circle-check", pgettext_lazy("quotation", "Accepted")),
    "expired": ("neutral", "hourglass", pgettext_lazy("quotation", "Expired")),
    "withdrawn": ("neutral", "arrow-back-up", pgettext_lazy("quotation", "Withdrawn")),
    "confirmed": ("warn", "receipt", pgettext_lazy("charge", "To be paid")),
    "paid": ("good", "cash", pgettext_lazy("charge", "Paid")),
}


class Told(NamedTuple):
    """A line as colleagues read it: how its sum comes about, and what covers it."""

    line: BillLine
    name: str
    counted: str
    sums: str
    why: list[str]
    total: str


class Chip(NamedTuple):
    """How a state looks; empty words leave them to the component."""

    code: str
    tone: str | None
    icon: str | None
    label: Words | None


def chip_of(state: str) -> Chip:
    """The state of a quotation or a charge."""
    tone, icon, label = STATES.get(state, (None, None, None))
    return Chip(state, tone, icon, label)


def told_lines(bill: Quotation | Charge) -> list[Told]:
    """The lines in the reader's words."""
    return [_told(line, bill.currency) for line in lines_of(bill)]


def _told(line: BillLine, currency: str) -> Told:
    total = written(line.figures(currency).total)
    return Told(line, name_of(line), counted(line), explained(line, currency), why_of(line), total)


def explained(line: BillLine, currency: str) -> str:
    """How the figures of a line come about: 2 × 100.00 − 10 % − 50 % covered = 90.00; 6 % tax: 5.40."""
    if line.unit_price is None:
        return gettext("No price yet")
    figures = line.figures(currency)
    steps = [f"{plain(line.quantity)} × {plain(line.unit_price)}"]
    if line.discount_percent:
        steps.append(gettext("− %(percent)s %%") % {"percent": plain(line.discount_percent)})
    if line.covered_percent:
        steps.append(gettext("− %(percent)s %% covered") % {"percent": line.covered_percent})
    tax = {"rate": number_format(line.tax_percent.normalize()), "tax": written(figures.tax)}
    said = f"{' '.join(steps)} = {written(figures.net)}"
    taxed = gettext("%(said)s; %(rate)s %% tax: %(tax)s") % {"said": said, **tax}
    return taxed if line.tax_percent else said


def sums_of(bill: Quotation | Charge) -> list[tuple[Words, str]]:
    """What it comes to."""
    named: dict[str, Words] = {"net": _("Net, the sum of the lines"), "tax": _("Tax, the sum of the lines")}
    return [(words, written(bill.money(name))) for name, words in {**named, "total": _("Total")}.items()]


def said_of(fact: LedgerEntry) -> tuple[Words, str, str] | None:
    """What a fact of the room says, its icon and its tone; None of any other fact."""
    known = ON_BEHALF if fact.data.get("via") == "staff" else FACTS
    return known.get(fact.kind) or FACTS.get(fact.kind)


def story(facts: Iterable[ToldFact]) -> list[Entry]:
    """The facts as lines of a timeline, the latest first."""
    return [_entry(one) for one in facts][::-1]


def _entry(one: ToldFact) -> Entry:
    words, icon, tone = said_of(one.fact) or (one.fact.kind, "point", "neutral")
    text = str(words) % defaultdict(str, one.fact.data)
    who = RULES.get(one.who, one.who) or (gettext("Customer") if one.fact.actor_kind == "customer" else "")
    return Entry(one.fact.at, text, str(who), icon, tone, one.text)
