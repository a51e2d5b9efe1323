"""Why a suggestion fits a customer, as it is kept and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.outreach.models import Occasion
from aftercare.kit.errors import Sentence

SENTENCES: Mapping[str, Sentence] = {
    Occasion.WARRANTY_ENDS: gettext_lazy("The warranty of %(thing)s ends on %(day)s, and no agreement covers it."),
    Occasion.AGREEMENT_ENDS: gettext_lazy("Agreement %(thing)s ends on %(day)s and is not renewed."),
    Occasion.DEVICE_AGE: gettext_lazy("%(thing)s has been in use since %(day)s."),
    Occasion.ASLEEP: gettext_lazy("The last purchase was on %(day)s."),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """The occasion, what it is about (a device, an agreement) and its day; without one it is the class alone."""

    occasion: str = Occasion.ANY
    thing: str = ""
    on: date | None = None

    def __str__(self) -> str:
        if self.on is None or self.occasion not in SENTENCES:
            return _("The customer is of the class that this is for.")
        return str(SENTENCES[self.occasion]) % {"thing": self.thing, "day": date_format(self.on)}

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"occasion": str(self.occasion), "thing": self.thing, "on": self.on.isoformat() if self.on else None}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Ground":
        """What `to_json` kept."""
        on = kept.get("on")
        return cls(kept.get("occasion", Occasion.ANY), kept.get("thing", ""), date.fromisoformat(on) if on else None)
