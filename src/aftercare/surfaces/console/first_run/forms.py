"""What the first run asks for."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from aftercare.surfaces.console.zones import ZoneField


class FirstRunForm(forms.Form):
    """Company, first administrator, language and time zone."""

    company = forms.CharField(label=_("Company"), max_length=120)
    name = forms.CharField(label=_("Your name"), max_length=80)
    email = forms.EmailField(label=_("Your mail address"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; a sentence is easy to remember."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = ZoneField(initial="Asia/Shanghai")
