"""What devices are asked and told about, in words."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import pgettext_lazy

from aftercare.domains.devices.models import DeviceStatus
from aftercare.ui.parts import Words


class Look(NamedTuple):
    """A status as a chip shows it."""

    label: Words
    tone: str
    icon: str


STATUSES: Mapping[str, Look] = {
    DeviceStatus.IN_USE: Look(pgettext_lazy("device", "In use"), "good", "circle-check"),
    DeviceStatus.STORED: Look(pgettext_lazy("device", "In store"), "info", "building-warehouse"),
    DeviceStatus.SCRAPPED: Look(pgettext_lazy("device", "Scrapped"), "neutral", "trash"),
    DeviceStatus.LOST: Look(pgettext_lazy("device", "Lost"), "bad", "help"),
}
STATUS_CHOICES = [(code, look.label) for code, look in STATUSES.items()]
COSTS: Mapping[str, Words] = {
    "labour": pgettext_lazy("cost", "Labour"),
    "parts": pgettext_lazy("cost", "Parts"),
    "travel": pgettext_lazy("cost", "Travel"),
}
SOURCES: Mapping[str, Words] = {
    "warranty": pgettext_lazy("cover", "Warranty"),
    "agreement": pgettext_lazy("cover", "Agreement"),
    "override": pgettext_lazy("cover", "By hand"),
    "none": pgettext_lazy("cover", "Charged"),
}
START_RULES: Mapping[str, Words] = {
    "invoice": pgettext_lazy("warranty starts", "from the sale"),
    "delivery": pgettext_lazy("warranty starts", "from the delivery"),
    "installation": pgettext_lazy("warranty starts", "from the installation"),
    "registration": pgettext_lazy("warranty starts", "from the registration by the owner"),
    "production": pgettext_lazy("warranty starts", "from the day it was made"),
    "repair": pgettext_lazy("warranty starts", "from the repair that fitted the part"),
}
