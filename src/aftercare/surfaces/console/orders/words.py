"""What happened to an order, and what may be done with it, in the reader's words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries.told import ToldFact
from aftercare.domains.orders.models import OrderLine
from aftercare.domains.orders.pricing import written
from aftercare.surfaces.console.actors import RULES
from aftercare.ui.parts import Entry, Words


@dataclass(frozen=True, slots=True)
class Verb:
    """How a move is offered, and what is said once it is made."""

    label: Words
    icon: str
    done: Words
    kind: str = "plain"
    key: str = ""


VERBS: Mapping[str, Verb] = {
    "submit": Verb(_("Hand in for review"), "send", _("The order waits for its review."), "primary", "s"),
    "approve": Verb(_("Approve"), "circle-check", _("The order is approved."), "primary", "a"),
    "reject": Verb(_("Reject"), "circle-x", _("The order went back to its author."), "plain", "x"),
    "revise": Verb(_("Revise"), "arrow-back-up", _("The order is a draft again.")),
    "ship": Verb(_("Ship"), "truck-delivery", _("The shipment is recorded."), "primary", "h"),
    "close_short": Verb(_("Close short"), "ban", _("What was left of the order is dropped.")),
    "cancel": Verb(_("Cancel order"), "ban", _("The order is cancelled."), "danger"),
}
FACTS: Mapping[str, tuple[Words, str, str]] = {
    "order.created": (_("Draft begun"), "pencil", "neutral"),
    "order.changed": (_("Draft changed"), "pencil", "neutral"),
    "order.submitted": (_("Handed in for review with %(total)s %(currency)s"), "send", "info"),
    "order.approved": (_("Approved"), "circle-check", "good"),
    "order.rejected": (_("Rejected"), "circle-x", "bad"),
    "order.revised": (_("Taken back to a draft"), "arrow-back-up", "warn"),
    "order.shipped": (_("Pieces shipped: %(pieces)s"), "truck-delivery", "info"),
    "order.serials_added": (_("Serial numbers of pieces given later: %(pieces)s"), "qrcode", "info"),
    "order.delivered": (_("Delivered on %(on)s"), "package", "good"),
    "order.closed_short": (
        _("Closed short; pieces dropped: %(pieces)s, total now: %(total)s %(currency)s"),
        "ban",
        "warn",
    ),
    "order.link_renewed": (_("Made a new link for the customer"), "refresh", "neutral"),
    "order.cancelled": (_("Cancelled"), "ban", "neutral"),
}


def story(facts: Iterable[ToldFact]) -> list[Entry]:
    """The facts as lines of a timeline, the latest first."""
    return [_entry(one) for one in facts][::-1]


def _entry(one: ToldFact) -> Entry:
    words, icon, tone = FACTS.get(one.fact.kind, (one.fact.kind, "point", "neutral"))
    text = str(words) % defaultdict(str, one.fact.data) if "%(" in str(words) else str(words)
    return Entry(one.fact.at, text, str(RULES.get(one.who, one.who)), icon, tone, one.text)


def explained(line: OrderLine, currency: str) -> str:
    """How the figures of a line come about: 3 × 100.00 − 10 % = 270.00; 13 % tax 35.10."""
    figures = line.figures(currency)
    price = number_format(line.unit_price.normalize(), force_grouping=True)
    told = {
        "quantity": line.quantity,
        "price": price,
        "percent": number_format(line.discount_percent.normalize()),
        "net": written(figures.net),
        "rate": number_format(line.tax_percent.normalize()),
        "tax": written(figures.tax),
    }
    if line.discount_percent:
        return gettext("%(quantity)s × %(price)s − %(percent)s %% = %(net)s; %(rate)s %% tax: %(tax)s") % told
    return gettext("%(quantity)s × %(price)s = %(net)s; %(rate)s %% tax: %(tax)s") % told
