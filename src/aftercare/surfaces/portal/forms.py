"""What the portal asks customers about a request they follow."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries.language import in_house_language
from aftercare.domains.requests.rules import SATISFIED
from aftercare.surfaces.portal.photos import PhotosForm
from aftercare.ui.forms import WordsField, sometimes_needed

MARKS = [
    (5, _("Very satisfied")),
    (4, _("Satisfied")),
    (3, _("All right")),
    (2, _("Not satisfied")),
    (1, _("Not satisfied at all")),
]

WHY = [
    ("works", _("It works again")),
    ("elsewhere", _("Somebody else repaired it")),
    ("not_needed", _("I do not need it any more")),
    ("mistake", _("I sent it by mistake, or twice")),
    ("other", _("Another reason")),
]


class MessageForm(PhotosForm):
    """A message to the service desk, with photos."""

    field_order = ("text", "photos")
    text = WordsField(label=_("Message"), rows=4, max_length=5000)


class CancelForm(forms.Form):
    """Why the wish is gone: one of the usual reasons, in words of one's own, or both."""

    why = forms.ChoiceField(label=_("Why?"), choices=WHY, widget=forms.RadioSelect)
    words = WordsField(label=_("Anything else we should know?"), rows=3, required=False)

    @property
    def reason(self) -> str:
        """Both, as the desk reads them."""
        with in_house_language():
            usual = str(dict(WHY)[self.cleaned_data["why"]])
        return "\n".join(filter(None, (usual, self.cleaned_data["words"])))


class RateForm(forms.Form):
    """How satisfied the customer is; below 3 the work goes on, and whoever comes again needs to know why."""

    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you?"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    comment = sometimes_needed(
        WordsField(
            label=_("What should we know?"),
            rows=4,
            help_text=_("If you are not satisfied, tell us why: we come again, and whoever comes reads it."),
        )
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


class AcceptForm(forms.Form):
    """Who accepts."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class DeclineForm(AcceptForm):
    """Who declines, and why."""

    reason = WordsField(label=_("Why?"), rows=3, max_length=2000)
