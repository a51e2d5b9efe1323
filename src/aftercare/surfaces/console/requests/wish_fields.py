"""What a customer wishes, as the forms ask for it: the kind of product, and when somebody may come."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.catalog.models import Category
from aftercare.domains.requests.actions import WishedTime
from aftercare.ui.forms import MomentField, NameChoiceField

ENDS = ("wished_from", "wished_to")
FIELDS = {"wished": "wished_to"}  # what an action names → the field that asks for it


class WishFields(forms.Form):
    """The fields themselves, and that a wish has both ends or none."""

    category = NameChoiceField(
        label=gettext_lazy("Kind of product"),
        queryset=Category.objects.order_by("name", "id"),
        required=False,
        empty_label="–",
        help_text=gettext_lazy("Where no device tells it."),
    )
    wished_from = MomentField(
        label=gettext_lazy("Customer wishes from"),
        required=False,
        help_text=gettext_lazy("When somebody may come; a wish, which promises nothing. Empty both ends: no wish."),
    )
    wished_to = MomentField(label=gettext_lazy("Customer wishes to"), required=False)

    def clean(self) -> dict[str, Any]:
        """A wish with one end is asked for the other."""
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("wished_from")) != bool(given.get("wished_to")) and not self.errors.keys() & {*ENDS}:
            self.add_error("wished_to", _("Give both ends of the wish, or none."))
        return given


def take_wish(given: dict[str, Any]) -> WishedTime | None:
    """Take both ends out of what was given, as one wish."""
    start, end = (given.pop(name, None) for name in ENDS)
    return WishedTime(start, end) if start and end else None
