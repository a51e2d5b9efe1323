"""What the portal asks customers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.requests.models import RequestKind
from aftercare.domains.requests.rules import SATISFIED
from aftercare.ui.forms import FutureField, NameChoiceField, WordsField

MARKS = [
    (5, _("Very satisfied")),
    (4, _("Satisfied")),
    (3, _("All right")),
    (2, _("Not satisfied")),
    (1, _("Not satisfied at all")),
]


class SubmitForm(forms.Form):
    """What is the matter, with which device, where, and how to reach the customer."""

    title = forms.CharField(label=_("What is the matter?"), max_length=200)
    description = WordsField(label=_("Anything else we should know?"), rows=4, max_length=5000, required=False)
    kind = NameChoiceField(
        label=_("What do you need?"),
        queryset=RequestKind.objects.filter(active=True).order_by("position"),
        empty_label=None,
    )
    serial = forms.CharField(
        label=_("Serial number of the device"), max_length=80, required=False, help_text=_("On the label at the back.")
    )
    address = forms.CharField(
        label=_("Where is it?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    required_at = FutureField(
        label=_("By when?"), required=False, help_text=_("What you wish for; we tell you at once what we can promise.")
    )
    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=32,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    MATTER = ("title", "description", "kind", "serial")

    @property
    def matter(self) -> list[forms.BoundField]:
        """The fields about the wish."""
        return [field for field in self if field.name in self.MATTER]

    @property
    def reach(self) -> list[forms.BoundField]:
        """The fields about where and how to reach the customer."""
        return [field for field in self if field.name not in self.MATTER]


class MessageForm(forms.Form):
    """A message to the service desk."""

    text = WordsField(label=_("Message"), rows=4, max_length=5000)


class CancelForm(forms.Form):
    """Why the wish is gone."""

    reason = WordsField(label=_("Why?"), rows=4)


class RateForm(forms.Form):
    """How satisfied the customer is; below 3 the work goes on, and whoever comes again needs to know why."""

    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you?"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    comment = WordsField(
        label=_("What should we know?"),
        rows=4,
        required=False,
        help_text=_("If you are not satisfied, tell us why: we come again, and whoever comes reads it."),
    )

    def clean(self) -> dict[str, Any]:
        """Not satisfied needs its reason."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("satisfaction", SATISFIED) < SATISFIED and not given.get("comment"):
            self.add_error("comment", _("Tell us what is not right, so that we come prepared."))
        return given


class ReopenForm(forms.Form):
    """What is wrong again."""

    reason = WordsField(label=_("What is wrong?"), rows=4)
