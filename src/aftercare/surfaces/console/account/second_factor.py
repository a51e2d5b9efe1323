"""Setting up, using and switching off what proves beside the password who signs in."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.generic.edit import FormView

from aftercare.domains.accounts.actions import record_recovery_codes, record_second_factor
from aftercare.domains.accounts.actions.second_factor import Factor
from aftercare.domains.accounts.errors import LastFactorDemanded
from aftercare.kit.clock import now
from aftercare.surfaces.console.account.forms import CodeForm, PasskeyForm, PasswordAgainForm, SetUpForm, SignInStepForm
from aftercare.surfaces.console.account.going_on import asked_for, carrying, further
from aftercare.surfaces.console.account.passkey_place import name_needed
from aftercare.surfaces.console.staff import StaffRequest, shell, signed_in

SECURITY = reverse_lazy("console:security")
WAYS = ("security", "set_up_app", "add_passkey", "make_codes")


def on_the_way(request: StaffRequest) -> dict[str, Any]:
    """What the pages about factors know of the page that was asked for, and of what stands in a passkey's way."""
    return {
        "further": further(request),
        "name_needed": name_needed(request),
        **{f"{name}_url": carrying(f"console:{name}", request) for name in WAYS},
    }


class _Page:
    """A page of the sign-in library in our shell; what comes back refused says so with 422."""

    request: StaffRequest

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        known = {**shell(self.request), **super().get_context_data(**more)}  # type: ignore[misc]
        return {**known, **on_the_way(self.request)}

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        answer.status_code = 422
        return answer


class _Change(_Page):
    """A factor set up or switched off: kept by the library and put on record, both or neither."""

    factor: Factor
    added: bool

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        user: Any = self.request.user
        try:
            here = self.request.session.session_key
            record_second_factor(self.request.actor, user, factor=self.factor, added=self.added, at=now(), here=here)
        except LastFactorDemanded as reason:
            form.add_error(None, str(reason))
            return self.form_invalid(form)
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class _SetUp(_Change):
    """A factor set up: its codes are shown first, then the page that was asked for."""

    did_generate_recovery_codes: bool
    added = True

    def get_success_url(self) -> str:
        """The codes where some were made."""
        if self.did_generate_recovery_codes:
            return carrying("console:show_codes", self.request)
        return asked_for(self.request) or str(SECURITY)


class SetUpApp(_SetUp, totp.ActivateTOTPView):
    """Scan the code with an app, and type what the app shows."""

    template_name = "console/account/app.html"
    factor: Factor = "totp"

    def get_form_class(self) -> type[SetUpForm]:
        return SetUpForm


class SwitchAppOff(_Change, totp.DeactivateTOTPView):
    """From now on without the app."""

    template_name = "console/account/app_off.html"
    factor: Factor = "totp"
    added = False
    success_url = SECURITY


class AddPasskey(_SetUp, webauthn.AddWebAuthnView):
    """A passkey that the device keeps and opens with its own lock: it signs in without a password too."""

    template_name = "console/account/passkey.html"
    factor: Factor = "webauthn"

    def get_form_class(self) -> type[PasskeyForm]:
        return PasskeyForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        known = {**shell(self.request), **FormView.get_context_data(self, **more), **on_the_way(self.request)}
        return {**known, "options": begin_registration(self.request.user, passwordless=True)}


class RemovePasskey(_Change, webauthn.RemoveWebAuthnView):
    """A passkey of one's own opens nothing any more."""

    template_name = "console/account/passkey_off.html"
    factor: Factor = "webauthn"
    added = False
    success_url = SECURITY


class PasskeySignIn(webauthn.LoginWebAuthnView):
    """Signing in with a passkey alone; the page that was asked for comes next."""

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator: Authenticator = form.cleaned_data["credential"]
        login = webauthn.Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        answer: HttpResponse = webauthn.flows.perform_passwordless_login(self.request, authenticator, login)
        return answer


class ShowCodes(_Page, codes.ViewRecoveryCodesView):
    """The codes for an emergency, once after they were made."""

    template_name = "console/account/codes.html"


class MakeCodes(_Page, codes.GenerateRecoveryCodesView):
    """New codes; those before open nothing any more."""

    template_name = "console/account/codes_new.html"

    def get_success_url(self) -> str:
        """The codes, once."""
        return carrying("console:show_codes", self.request)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        user: Any = self.request.user
        record_recovery_codes(self.request.actor, user, at=now())
        return answer


class SecondStep(base.AuthenticateView):
    """The proof behind the password."""

    template_name = "console/account/second_step.html"

    def get_form_class(self) -> type[SignInStepForm]:
        return SignInStepForm

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        person = self.stage.login.user
        has = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
        known = {"has_passkey": "webauthn" in has, "has_app": "totp" in has, "name_needed": name_needed(self.request)}
        return {**super().get_context_data(**more), **known}


class AgainByPassword(_Page, ReauthenticateView):
    """Whether it is still the same person, by the password."""

    template_name = "console/account/again.html"

    def get_form_class(self) -> type[PasswordAgainForm]:
        return PasswordAgainForm


class AgainByCode(_Page, base.ReauthenticateView):
    """Whether it is still the same person, by a code."""

    template_name = "console/account/again.html"

    def get_form_class(self) -> type[CodeForm]:
        return CodeForm


class AgainByPasskey(_Page, webauthn.ReauthenticateWebAuthnView):
    """Whether it is still the same person, by a passkey."""

    template_name = "console/account/again_passkey.html"


set_up_app = signed_in(SetUpApp.as_view())
switch_app_off = signed_in(SwitchAppOff.as_view())
add_passkey = signed_in(AddPasskey.as_view())
remove_passkey = signed_in(RemovePasskey.as_view())
show_codes = signed_in(ShowCodes.as_view())
make_codes = signed_in(MakeCodes.as_view())
again_by_password = signed_in(AgainByPassword.as_view())
again_by_code = signed_in(AgainByCode.as_view())
again_by_passkey = signed_in(AgainByPasskey.as_view())
second_step = SecondStep.as_view()
passkey_sign_in = PasskeySignIn.as_view()
