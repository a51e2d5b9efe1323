"""Who comes here, and how the three pages lead to each other."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.orders.policies import may_keep_prices
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import HOME
from aftercare.ui.parts import FilterChip

LISTS, RATES, LIMITS = "console:price_lists", "console:tax_rates", "console:approval_limits"


def kept(actor: Actor, here: str) -> dict[str, Any]:
    """What stands around each page, for those who keep prices."""
    require(may_keep_prices(actor))
    pages = ((LISTS, _("Price lists")), (RATES, _("Tax rates")), (LIMITS, _("Approval limits")))
    return {
        "tabs": [FilterChip(label, reverse(name), active=name == here) for name, label in pages],
        "crumbs": [(_("Administration"), reverse(HOME))],
    }


def crumbs(here: str, label: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back from a form."""
    return [(_("Administration"), reverse(HOME)), (label, reverse(here)), *more]
