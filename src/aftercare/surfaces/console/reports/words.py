"""Figures, dimensions and their values in the reader's words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.insight.queries import REST, Row, SalesRow
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.ui.components.states import PRIORITIES
from aftercare.ui.parts import Words

FIGURES: Mapping[str, Words] = {
    "entered": pgettext_lazy("figure", "Entered"),
    "handled": pgettext_lazy("figure", "Handled"),
    "late": pgettext_lazy("figure", "Handled late"),
    "closed": pgettext_lazy("figure", "Closed"),
    "cancelled": pgettext_lazy("figure", "Cancelled"),
}
COUNTED: Mapping[str, Words] = {
    "entered": gettext_lazy("Each request counts once, on the day it was entered."),
    "handled": gettext_lazy(
        "Each request counts once, on the day it was last reported solved; one that was sent back or reopened does not."
    ),
    "late": gettext_lazy(
        "Of the requests that were solved, those solved after the date first required, on the day they were solved."
    ),
    "closed": gettext_lazy("Each request counts once, on the day it was closed; one that was reopened does not."),
    "cancelled": gettext_lazy("Each request counts once, on the day it was cancelled."),
}
BY: Mapping[str, Words] = {
    "kind": gettext_lazy("Kind"),
    "channel": gettext_lazy("Came by"),
    "priority": gettext_lazy("Priority"),
    "unit": gettext_lazy("Part of the company"),
    "product": gettext_lazy("Product"),
    "grade": gettext_lazy("Grade"),
    "author": gettext_lazy("Written by"),
}
ORDERS: Mapping[str, Words] = {
    "approved": pgettext_lazy("orders", "Approved"),
    "delivered": pgettext_lazy("orders", "Delivered"),
}
ORDERS_COUNTED: Mapping[str, Words] = {
    "approved": gettext_lazy(
        "Each order counts once, on the day its review approved it; one that was taken back or cancelled does not."
    ),
    "delivered": gettext_lazy("Each order counts once, on the day on which the last of it arrived."),
}
SALES: Mapping[str, Words] = {
    "net": gettext_lazy("Net"),
    "tax": gettext_lazy("Tax"),
    "total": gettext_lazy("With tax"),
    "orders": gettext_lazy("Orders"),
}
NO_VALUE: Mapping[str, Words] = {
    "unit": gettext_lazy("No part"),
    "product": gettext_lazy("Parts"),
    "grade": gettext_lazy("No grade"),
    "author": gettext_lazy("Nobody"),
}
GRAINS: Mapping[str, Words] = {"month": gettext_lazy("By month"), "day": gettext_lazy("By day")}


def sales_words(by: str, row: SalesRow) -> Words:
    """A row's name as the reader calls it."""
    if row.value == REST:
        return _("All others")
    return row.name or NO_VALUE[by]


def value_words(by: str, row: Row) -> Words:
    """A row's name as the reader calls it."""
    if by == "kind":
        return _(row.name) if row.name else row.value
    if by == "channel":
        return CHANNELS.get(row.value, row.value)
    if by == "priority":
        return PRIORITIES[row.value][2]
    return row.name or _("No part")
