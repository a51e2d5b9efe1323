"""What signing in and one's own settings ask for."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import SignupWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from aftercare.surfaces.console.zones import ZoneField
from aftercare.ui.parts import Words


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


WRONG_DIGITS = _(
    "The code is not right. It changes every 30 seconds: type what the app shows now, and check the phone's clock."
)
WRONG_CODE = _(
    "The code is not right. An app's code changes every 30 seconds: type what it shows now, and check the phone's "
    "clock. A recovery code works once."
)
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class _Code(forms.Form):
    """A code that is asked for; of a wrong one it says what would be right."""

    wrong: Words

    def clean_code(self) -> str:
        """The library's check with a sentence that helps."""
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as refused:
            if refused.code != "incorrect_code":
                raise
            raise ValidationError(str(self.wrong), code=refused.code) from refused
        return code


class SetUpForm(_Code, ActivateTOTPForm):
    """What the app shows now."""

    code = forms.CharField(label=_("The six digits the app shows"), max_length=6, widget=forms.TextInput(attrs=CODE))
    wrong = WRONG_DIGITS


class SignInStepForm(_Code, AuthenticateForm):
    """What the app shows, or a code kept for an emergency."""

    code = forms.CharField(label=_("Code"), max_length=12, widget=forms.TextInput(attrs=CODE))
    wrong = WRONG_CODE


class CodeForm(_Code, ReauthenticateByCodeForm):
    """The same for somebody who is signed in."""

    code = forms.CharField(label=_("Code"), max_length=12, widget=forms.TextInput(attrs=CODE))
    wrong = WRONG_CODE


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
    time_zone = ZoneField()
