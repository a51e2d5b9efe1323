"""Which tax a line of an order bears: one is proposed, or it is asked for; none is a choice of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.orders.models import OrderLine, TaxRate
from aftercare.domains.orders.queries import usual_tax

NO_TAX = "none"


@dataclass(frozen=True, slots=True)
class Taxes:
    """The taxes a form offers, and the one it proposes."""

    offered: Mapping[str, TaxRate]
    proposed: TaxRate | None

    @property
    def words(self) -> str:
        """What a new line bears, in a sentence."""
        if not self.offered:
            return _(
                "No tax rate is kept, so lines bear no tax; rates are kept under Administration › Prices and taxes."
            )
        if self.proposed is None:
            return _("Choose the tax of each line, or “No tax”.")
        return _("Lines bear %(tax)s unless another tax is chosen.") % {"tax": self.proposed.name}

    def initial(self) -> str:
        """What a new line begins with; nothing where it has to be chosen."""
        return str(self.proposed.pk) if self.proposed else ""

    def choices(self) -> list[tuple[str, str]]:
        """The taxes by their code, and none of them."""
        begun = [] if self.proposed or not self.offered else [("", "–")]
        return [*begun, *((pk, rate.name) for pk, rate in self.offered.items()), (NO_TAX, _("No tax"))]


def taxes_for(lines: Iterable[OrderLine] = ()) -> Taxes:
    """Those that are offered, and those these lines bear already."""
    active = list(TaxRate.objects.filter(active=True).order_by("code"))
    borne = {line.tax_rate.pk: line.tax_rate for line in lines if line.tax_rate is not None}
    rates = {str(rate.pk): rate for rate in [*active, *borne.values()]}
    return Taxes(rates, usual_tax(active))


class TaxField(forms.ChoiceField):
    """One of the taxes, or none, said so; the form hands in what is offered."""

    sometimes_needed = True

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Tax"), required=False)
        self.taxes = Taxes({}, None)

    def offer(self, taxes: Taxes) -> None:
        """Let these be chosen."""
        self.taxes, self.choices, self.initial = taxes, taxes.choices(), taxes.initial()

    def clean(self, value: Any) -> TaxRate | None:
        """The tax; none only where that was chosen, or none is kept."""
        chosen = super().clean(value)
        if not chosen and self.taxes.offered:
            raise forms.ValidationError(_("Choose the tax of this line, or “No tax”."))
        return self.taxes.offered.get(chosen)
