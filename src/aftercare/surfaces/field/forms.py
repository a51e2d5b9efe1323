"""What an engineer writes down on the phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.catalog.models import FaultCode
from aftercare.domains.requests.models import AttemptOutcome
from aftercare.ui.forms import NameChoiceField

WORDS = forms.Textarea(attrs={"rows": 4})


class RecordForm(forms.Form):
    """The service record in short."""

    work_done = forms.CharField(label=_("What was done"), widget=WORDS)
    labour_minutes = forms.IntegerField(label=_("Labour minutes"), min_value=0, max_value=1440, initial=30)
    cause = NameChoiceField(
        label=_("Cause"),
        queryset=FaultCode.objects.filter(kind="cause").order_by("code"),
        empty_label="–",
        required=False,
    )
    remedy = NameChoiceField(
        label=_("Remedy"),
        queryset=FaultCode.objects.filter(kind="remedy").order_by("code"),
        empty_label="–",
        required=False,
    )


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
