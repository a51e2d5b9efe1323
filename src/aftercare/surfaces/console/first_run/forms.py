"""What the first run asks for."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.passwords import check_password_rules
from aftercare.kit.errors import Refusal
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

    def clean(self) -> dict[str, Any]:
        """A password that can't be is told with all else that is wrong, not after it."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("password"):
            somebody = User(email=given.get("email", ""), name=given.get("name", ""))
            try:
                check_password_rules(somebody, given["password"])
            except Refusal as refusal:
                self.add_error("password", str(refusal))
        return given
