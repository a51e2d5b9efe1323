"""What is asked of a report: the figure, the rows, the months."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.insight.queries import BY as DIMENSIONS
from aftercare.domains.insight.queries import MOST_SPANS, SALES_BY
from aftercare.domains.orders.queries import APPROVED
from aftercare.kit.money import known_currencies
from aftercare.kit.periods import Period, month_of, months_after
from aftercare.surfaces.console.administration.fields import UnitField
from aftercare.surfaces.console.reports.words import BY, FIGURES, GRAINS, ORDERS, SALES

OFFERED, USUAL = 60, 12  # months that may be chosen, and those shown at first
DAYS_OF = 2  # months whose days fit on a page


class MonthsForm(forms.Form):
    """Every field has a usual value; what can't be read of an old address is left out."""

    narrows = True
    USUAL: ClassVar[Mapping[str, str]] = {}
    grain = forms.ChoiceField(label=pgettext_lazy("report", "Columns"), choices=list(GRAINS.items()), required=False)
    first = forms.ChoiceField(label=gettext_lazy("From month"), required=False)
    last = forms.ChoiceField(label=gettext_lazy("To month"), required=False)
    unit = UnitField(label=gettext_lazy("Part of the company"), required=False)

    def __init__(self, given: Any, today: date) -> None:
        months = [f"{months_after(today, -n):%Y-%m}" for n in range(OFFERED)]
        usual = {"grain": "month", "first": months[USUAL - 1], "last": months[0], **self.USUAL}
        super().__init__({**usual, **{name: value for name, value in given.items() if value}})
        for name in ("first", "last"):
            self.fields[name].choices = [(month, month) for month in months]  # type: ignore[attr-defined]
        self.fields["unit"].widget.attrs["placeholder"] = gettext_lazy("Every part")
        self.is_valid()
        self.asked: dict[str, Any] = {**usual, **{name: value for name, value in self.cleaned_data.items() if value}}

    @property
    def period(self) -> Period:
        """The months that are shown: of too many, the last."""
        first, last = sorted(Period.read(self.asked[name]).first for name in ("first", "last"))
        return Period(max(first, months_after(last, 1 - self._most)), month_of(last).last)

    @property
    def cut(self) -> bool:
        """Whether more was asked than fits."""
        return str(self.period.first)[:7] != min(self.asked["first"], self.asked["last"])

    @property
    def _most(self) -> int:
        return DAYS_OF if self.asked["grain"] == "day" else MOST_SPANS["month"]  # type: ignore[index]

    def names(self) -> Sequence[str]:
        """What was asked, by name."""
        return sorted(name for name in self.asked if self.asked[name])


class ReportForm(MonthsForm):
    """Requests: which figure, by what."""

    USUAL: ClassVar[Mapping[str, str]] = {"figure": "entered", "by": "kind"}
    figure = forms.ChoiceField(label=pgettext_lazy("report", "Figure"), choices=list(FIGURES.items()), required=False)
    by = forms.ChoiceField(
        label=pgettext_lazy("report", "Rows"), choices=[(code, BY[code]) for code in DIMENSIONS], required=False
    )
    field_order = ("figure", "by")


class SalesForm(MonthsForm):
    """Sales: how orders count, which figure of them, by what, and in which currency."""

    USUAL: ClassVar[Mapping[str, str]] = {"counted": APPROVED, "figure": "net", "by": "unit"}
    counted = forms.ChoiceField(label=gettext_lazy("Orders"), choices=list(ORDERS.items()), required=False)
    figure = forms.ChoiceField(label=pgettext_lazy("report", "Figure"), choices=list(SALES.items()), required=False)
    by = forms.ChoiceField(
        label=pgettext_lazy("report", "Rows"), choices=[(code, BY[code]) for code in SALES_BY], required=False
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), required=False, widget=forms.Select)
    field_order = ("counted", "figure", "by")

    def clean_currency(self) -> str:
        """A currency that there is."""
        code = str(self.cleaned_data["currency"])
        return code if code in known_currencies() else ""

    def offer(self, currencies: Sequence[str], chosen: str) -> None:
        """The currencies in which something was sold, and the one that is shown."""
        self.fields["currency"].widget.choices = [(code, code) for code in sorted({*currencies, chosen})]
        self.data = {**self.data, "currency": chosen}
