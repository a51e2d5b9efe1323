"""How somebody without an account says by which number they are reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FEWEST_DIGITS = 7  # of a number that is dialled from outside


class PhoneField(forms.CharField):
    """A number by which somebody can be called from outside."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(label=_("Your phone number"), max_length=32, widget=widget, **more)

    def clean(self, value: Any) -> str:
        """The number as it was written; one too short to be called back is refused."""
        phone: str = super().clean(value)
        if sum(letter.isdecimal() for letter in phone) < FEWEST_DIGITS:
            said = gettext("This number is too short to call you back; write it with its area code.")
            raise forms.ValidationError(said, code="too_short")
        return phone
