"""The states of a quotation and of a charge, and the tables of their moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.kit.states import Flow, Move


class QuotationState(models.TextChoices):
    """How far a quotation has come."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", pgettext_lazy("quotation", "Waits for the customer")
    ACCEPTED = "accepted", pgettext_lazy("quotation", "Accepted")
    DECLINED = "declined", pgettext_lazy("quotation", "Declined")
    EXPIRED = "expired", pgettext_lazy("quotation", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("quotation", "Withdrawn")


class ChargeState(models.TextChoices):
    """How far a charge has come."""

    DRAFT = "draft", _("Draft")
    CONFIRMED = "confirmed", pgettext_lazy("charge", "To be paid")
    PAID = "paid", pgettext_lazy("charge", "Paid")
    CANCELLED = "cancelled", _("Cancelled")


Q = QuotationState
C = ChargeState
OPEN = (Q.DRAFT, Q.SENT)
DECIDED = (Q.ACCEPTED, Q.DECLINED)
STANDING = (C.DRAFT, C.CONFIRMED, C.PAID)


def _move(verb: str, sources: tuple[models.TextChoices, ...], *targets: models.TextChoices) -> Move:
    return Move(verb, frozenset(s.value for s in sources), frozenset(t.value for t in targets))


WORDS = {  # as they stand in a sentence
    "quotation": _("quotation"),
    "draft": _("a draft"),
    "sent": pgettext_lazy("quotation", "sent and not decided yet"),
    "accepted": pgettext_lazy("quotation", "accepted"),
    "declined": pgettext_lazy("quotation", "declined"),
    "expired": pgettext_lazy("quotation", "expired"),
    "withdrawn": pgettext_lazy("quotation", "withdrawn"),
    "send": pgettext_lazy("quotation", "send"),
    "accept": pgettext_lazy("quotation", "accept"),
    "decline": pgettext_lazy("quotation", "decline"),
    "expire": pgettext_lazy("quotation", "let expire"),
    "withdraw": pgettext_lazy("quotation", "withdraw"),
    "replace": pgettext_lazy("quotation", "replace"),
}
QUOTATION_FLOW = Flow(
    "quotation",
    Q.values,
    (Q.DRAFT.value,),
    (
        _move("send", (Q.DRAFT,), Q.SENT),
        _move("accept", (Q.SENT,), Q.ACCEPTED),
        _move("decline", (Q.SENT,), Q.DECLINED),
        _move("withdraw", (Q.DRAFT, Q.SENT), Q.WITHDRAWN),
        # Moves of the house itself, never offered to a person: its last day went by; a later version took its place.
        _move("expire", (Q.SENT,), Q.EXPIRED),
        _move("replace", (Q.SENT, Q.ACCEPTED), Q.WITHDRAWN),
    ),
    WORDS,
)
BY_THE_HOUSE = frozenset({"expire", "replace"})

CHARGE_WORDS = {
    "charge": pgettext_lazy("what is to be paid", "charge"),
    "draft": _("a draft"),
    "confirmed": pgettext_lazy("charge", "confirmed"),
    "paid": pgettext_lazy("charge", "paid"),
    "cancelled": _("cancelled"),
    "confirm": pgettext_lazy("charge", "confirm"),
    "pay": pgettext_lazy("charge", "pay"),
    "cancel": _("cancel"),
}
CHARGE_FLOW = Flow(
    "charge",
    C.values,
    (C.DRAFT.value,),
    (
        _move("confirm", (C.DRAFT,), C.CONFIRMED),
        # A part of the sum leaves it to be paid, the last part ends it.
        _move("pay", (C.CONFIRMED,), C.CONFIRMED, C.PAID),
        _move("cancel", (C.DRAFT, C.CONFIRMED), C.CANCELLED),
    ),
    CHARGE_WORDS,
)
