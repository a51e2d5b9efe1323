"""Suggestions, their occasions and what came of asking, in the reader's words."""

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.accounts.queries import company
from aftercare.domains.outreach.models import Occasion, Result, SalesSuggestion
from aftercare.kit.money import Money
from aftercare.ui.parts import Words

PLACE = "console:suggestions"
OCCASIONS: Mapping[str, Words] = {
    Occasion.ANY: pgettext_lazy("occasion", "None: the class alone"),
    Occasion.WARRANTY_ENDS: pgettext_lazy("occasion", "A warranty ends within so many days, and no agreement covers"),
    Occasion.AGREEMENT_ENDS: pgettext_lazy("occasion", "An agreement ends within so many days"),
    Occasion.DEVICE_AGE: pgettext_lazy("occasion", "A device is older than so many years"),
    Occasion.ASLEEP: pgettext_lazy("occasion", "Nothing bought for so many days"),
}
SPANS: Mapping[str, Words] = {
    Occasion.WARRANTY_ENDS: gettext_lazy("Warranty ends within %(span)s days, no agreement"),
    Occasion.AGREEMENT_ENDS: gettext_lazy("Agreement ends within %(span)s days"),
    Occasion.DEVICE_AGE: gettext_lazy("Device older than %(span)s years"),
    Occasion.ASLEEP: gettext_lazy("Nothing bought for %(span)s days"),
}
RESULTS: Mapping[str, Words] = {
    "": pgettext_lazy("result", "Not asked yet"),
    Result.NOT_REACHED: pgettext_lazy("result", "Not reached"),
    Result.REACHED: pgettext_lazy("result", "Reached, undecided"),
    Result.INTERESTED: pgettext_lazy("result", "Interested"),
    Result.NOT_INTERESTED: pgettext_lazy("result", "Not interested"),
    Result.NO_MORE: pgettext_lazy("result", "Do not ask again"),
    Result.WITHDRAWN: pgettext_lazy("result", "Consent withdrawn"),
}
LOOKS: Mapping[str, tuple[str, str]] = {
    "": ("neutral", "clock"),
    Result.NOT_REACHED: ("warn", "phone"),
    Result.REACHED: ("info", "message"),
    Result.INTERESTED: ("good", "thumb-up"),
    Result.NOT_INTERESTED: ("neutral", "thumb-down"),
    Result.NO_MORE: ("bad", "ban"),
    Result.WITHDRAWN: ("bad", "ban"),
}


def crumbs(suggestion: SalesSuggestion | None = None) -> list[tuple[Words, str]]:
    """The list, and of a suggestion's own pages the suggestion."""
    here: list[tuple[Words, str]] = [(_("Suggestions"), reverse(PLACE))]
    own = (suggestion.title, reverse("console:suggestion", args=[suggestion.id])) if suggestion else None
    return [*here, own] if own else here


def for_whom(suggestion: SalesSuggestion) -> list[Words]:
    """The grades, the tags and the occasion, one after the other."""
    told: list[Words] = [
        *(_(one.name) for one in suggestion.grades.all()),
        *(one.name for one in suggestion.tags.all()),
    ]
    told = told or [_("All customers")]
    if suggestion.occasion in SPANS:
        told.append(str(SPANS[suggestion.occasion]) % {"span": suggestion.span})
    return told


def offered(suggestion: SalesSuggestion) -> str:
    """The product or the service level of the agreement that is offered; empty where neither."""
    told = [suggestion.product.name] if suggestion.product else []
    told += [_("Agreement: %(level)s") % {"level": suggestion.level.name}] if suggestion.level else []
    return " · ".join(told)


def currency() -> str:
    """The company's currency, in which purchases are summed."""
    known = company()
    return known.currency if known else "CNY"


def in_money(amount: Decimal, code: str) -> str:
    """A sum in a currency."""
    worth = Money(amount, code).rounded()
    return f"{number_format(worth.amount, use_l10n=True, force_grouping=True)} {worth.currency}"


def percent(value: Decimal | None) -> str:
    """A conversion in percent to one place."""
    return "–" if value is None else f"{number_format(value, 1)} %"
