"""Sign in, sign out, and how the system speaks to a person."""

from typing import Any

from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from aftercare.domains.accounts.actions import change_password, change_user
from aftercare.domains.accounts.models import User
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.surfaces.console.account.demo import people_to_try
from aftercare.surfaces.console.account.forms import PasswordForm, ProfileForm, SignInForm
from aftercare.surfaces.console.account.passkey_place import name_needed
from aftercare.surfaces.console.staff import StaffRequest, shell, staff, staff_page


class _SignIn(LoginView):
    """The library's page with our form, and who may be tried in a demonstration."""

    template_name = "console/account/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        known = {"people_to_try": people_to_try, "name_needed": name_needed(self.request)}
        return {**super().get_context_data(**more), **known}


sign_in = _SignIn.as_view()
sign_out = LogoutView.as_view(template_name="console/account/sign_out.html")


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up here by themselves, so the library's other pages don't exist."""
    raise NotFound()


@require_GET
@never_cache
def session_of(request: HttpRequest) -> HttpResponse:
    """Who is signed in with this browser, for a tab that was opened before; empty for nobody."""
    return JsonResponse({"person": str(request.user.pk) if request.user.is_authenticated else ""})


@staff
def profile(request: StaffRequest) -> HttpResponse:
    """One's own name, language and time zone."""
    person = get_object_or_404(User, pk=str(request.user.pk))
    fields = ProfileForm.base_fields
    form = ProfileForm(request.POST or None, initial={name: getattr(person, name) for name in fields})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return staff_page(request, "console/account/profile.html", {"form": form}, status=status)
    change_user(request.actor, person, at=now(), **form.cleaned_data)
    messages.success(request, _("Your settings are kept."))
    answer = redirect("console:profile")
    answer.delete_cookie("django_language")  # what was chosen here counts from now on
    return answer


class _PasswordChange(PasswordChangeView):
    """The library's page in our shell, with our command; this session goes on, every other of the person ends."""

    template_name = "console/account/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("console:profile")
    request: StaffRequest

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        """Change it, or tell what is in the way."""
        given = {"current": form.cleaned_data["oldpassword"], "password": form.cleaned_data["password1"]}
        try:
            person = change_password(self.request.actor, form.user, at=now(), **given)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        finalize_password_change(self.request, person)
        return redirect(self.get_success_url())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return {**shell(self.request), **super().get_context_data(**more)}


password_page = staff(_PasswordChange.as_view())
