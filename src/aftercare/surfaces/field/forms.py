"""What an engineer writes down on the phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.ui.forms import WordsField


class DeclineForm(forms.Form):
    """Why somebody else should go."""

    reason = WordsField(label=_("Reason"), rows=4)
