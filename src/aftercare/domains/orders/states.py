"""The states of an order and the table of its moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.kit.states import Flow, Move


class OrderState(models.TextChoices):
    """Where an order stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    PARTLY_SHIPPED = "partly_shipped", _("Partly shipped")
    SHIPPED = "shipped", _("Shipped")
    DELIVERED = "delivered", _("Delivered")
    CANCELLED = "cancelled", _("Cancelled")


S = OrderState
SOLD = (S.APPROVED, S.PARTLY_SHIPPED, S.SHIPPED, S.DELIVERED)
OPEN = (S.DRAFT, S.SUBMITTED, S.APPROVED, S.REJECTED, S.PARTLY_SHIPPED, S.SHIPPED)


def _move(verb: str, sources: tuple[OrderState, ...], *targets: OrderState) -> Move:
    return Move(verb, frozenset(s.value for s in sources), frozenset(t.value for t in targets))


WORDS = {  # as they stand in a sentence
    "order": _("order"),
    "draft": _("a draft"),
    "submitted": _("submitted"),
    "approved": _("approved"),
    "rejected": _("rejected"),
    "partly_shipped": _("partly shipped"),
    "shipped": _("shipped"),
    "delivered": _("delivered"),
    "cancelled": _("cancelled"),
    "submit": _("submit"),
    "approve": _("approve"),
    "reject": pgettext_lazy("order", "reject"),
    "revise": _("revise"),
    "ship": _("ship"),
    "deliver": pgettext_lazy("order", "deliver"),
    "cancel": _("cancel"),
    "close_short": _("close short"),
}
FLOW = Flow(
    "order",
    S.values,
    (S.DRAFT.value,),
    (
        _move("submit", (S.DRAFT,), S.SUBMITTED),
        _move("approve", (S.SUBMITTED,), S.APPROVED),
        _move("reject", (S.SUBMITTED,), S.REJECTED),
        # What was reviewed is changed only as a draft, so that nobody ships what no reviewer saw.
        _move("revise", (S.SUBMITTED, S.APPROVED, S.REJECTED), S.DRAFT),
        _move("ship", (S.APPROVED, S.PARTLY_SHIPPED), S.PARTLY_SHIPPED, S.SHIPPED),
        _move("deliver", (S.PARTLY_SHIPPED, S.SHIPPED), S.PARTLY_SHIPPED, S.SHIPPED, S.DELIVERED),
        # The rest will not be shipped: what left the house is the whole of it.
        _move("close_short", (S.PARTLY_SHIPPED,), S.SHIPPED, S.DELIVERED),
        _move("cancel", (S.DRAFT, S.SUBMITTED, S.APPROVED, S.REJECTED), S.CANCELLED),
    ),
    WORDS,
)
