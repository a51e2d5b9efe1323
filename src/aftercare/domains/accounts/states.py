"""The states of a request for permission."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.kit.states import Flow, Move


class AskState(models.TextChoices):
    """What became of it."""

    ASKED = "asked", _("Waits for a decision")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


WORDS = {  # as they stand in a sentence
    "permission request": _("permission request"),
    "asked": _("waiting for a decision"),
    "approved": _("approved"),
    "declined": _("declined"),
    "withdrawn": _("withdrawn"),
    "approve": _("approve"),
    "decline": _("decline"),
    "withdraw": _("withdraw"),
}
FLOW = Flow(
    "permission request",
    AskState.values,
    (AskState.ASKED.value,),
    tuple(
        Move(verb, frozenset({AskState.ASKED.value}), frozenset({target.value}))
        for verb, target in (
            ("approve", AskState.APPROVED),
            ("decline", AskState.DECLINED),
            ("withdraw", AskState.WITHDRAWN),
        )
    ),
    WORDS,
)
