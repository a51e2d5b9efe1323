"""What an engineer writes down on the phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS = forms.Textarea(attrs={"rows": 4})


class DeclineForm(forms.Form):
    """Why somebody else should go."""

    reason = forms.CharField(label=_("Reason"), widget=WORDS)
