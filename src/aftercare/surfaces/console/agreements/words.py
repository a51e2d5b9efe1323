"""What agreements are told about, in words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import pgettext_lazy

from aftercare.domains.contracts.models import Agreement, AgreementStatus, Charging, EntitlementKind
from aftercare.ui.parts import Words


class Look(NamedTuple):
    """How an agreement stands on a day, as a chip shows it."""

    code: str
    label: Words
    tone: str
    icon: str


ACTIVE = Look("active", pgettext_lazy("agreement", "In force"), "good", "circle-check")
NOT_BEGUN = Look("not_begun", pgettext_lazy("agreement", "Not begun"), "info", "calendar")
SUSPENDED = Look("suspended", pgettext_lazy("agreement", "Suspended"), "warn", "player-pause-filled")
RUN_OUT = Look("run_out", pgettext_lazy("agreement", "Run out"), "neutral", "hourglass")
ENDED = Look("ended", pgettext_lazy("agreement", "Ended"), "neutral", "ban")

CHARGING: Mapping[str, Words] = {
    Charging.ANNUAL: pgettext_lazy("charging", "Paid by the year"),
    Charging.FREE: pgettext_lazy("charging", "Free of charge"),
    Charging.PER_CALL: pgettext_lazy("charging", "Paid by the call"),
    Charging.TIME_AND_MATERIAL: pgettext_lazy("charging", "Paid by time and material"),
}
KINDS: Mapping[str, Words] = {
    EntitlementKind.VISITS: pgettext_lazy("included", "Visits"),
    EntitlementKind.HOURS: pgettext_lazy("included", "Hours"),
    EntitlementKind.PARTS_VALUE: pgettext_lazy("included", "Value of parts"),
}


def look_of(agreement: Agreement, on: date) -> Look:
    """How an agreement stands on a day."""
    if agreement.status == AgreementStatus.ENDED:
        return ENDED
    if agreement.ends_on < on:
        return RUN_OUT
    if agreement.status == AgreementStatus.SUSPENDED:
        return SUSPENDED
    return NOT_BEGUN if agreement.starts_on > on else ACTIVE


def plain(quantity: Decimal) -> str:
    """A quantity without the zeros behind the point."""
    return f"{quantity.normalize():f}"
