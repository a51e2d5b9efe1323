"""What an engineer writes down on the phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.requests.models import AttemptOutcome
from aftercare.ui.forms import NameChoiceField

WORDS = forms.Textarea(attrs={"rows": 4})


class FailForm(forms.Form):
    """Why it is not solved."""

    outcome = NameChoiceField(
        label=_("Outcome"),
        queryset=AttemptOutcome.objects.order_by("position"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(label=_("Note"), widget=WORDS, required=False)


class DeclineForm(forms.Form):
    """Why somebody else should go."""

    reason = forms.CharField(label=_("Reason"), widget=WORDS)
