"""What signing in and one's own settings ask for."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import SignupWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from aftercare.surfaces.console.zones import zones


class SignInForm(LoginForm):
    """Address and password; no word about ways that are not open here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Mail address")
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocomplete": "username"}
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class PasswordForm(ChangePasswordForm):
    """The password of now and the new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "wide"


class NewPasswordForm(ResetPasswordKeyForm):
    """A new password, twice, for who holds a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].widget.attrs["autofocus"] = True
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ForgotForm(forms.Form):
    """Who wants another password."""

    email = forms.EmailField(
        label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )


CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class SetUpForm(ActivateTOTPForm):
    """What the app shows now."""

    code = forms.CharField(label=_("The six digits the app shows"), max_length=6, widget=forms.TextInput(attrs=CODE))


class SignInStepForm(AuthenticateForm):
    """What the app shows, or a code kept for an emergency."""

    code = forms.CharField(label=_("Code"), max_length=12, widget=forms.TextInput(attrs=CODE))


class CodeForm(ReauthenticateByCodeForm):
    """The same for somebody who is signed in."""

    code = forms.CharField(label=_("Code"), max_length=12, widget=forms.TextInput(attrs=CODE))


class PasswordAgainForm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs |= {"autofocus": True, "autocomplete": "current-password"}


class PasskeyForm(SignupWebAuthnForm):
    """What the passkey is called, and what the device answers."""

    name = forms.CharField(label=_("Name of this passkey"), max_length=80, required=False)


class ProfileForm(forms.Form):
    """How the system speaks to a person."""

    name = forms.CharField(label=_("Your name"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, widget=forms.Select(attrs={"data-combobox": True})
    )
