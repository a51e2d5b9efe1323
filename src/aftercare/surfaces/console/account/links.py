"""Set a password by a link: what an invitation and a way back for who forgot it share."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from aftercare.domains.accounts.actions import choose_password
from aftercare.domains.accounts.link_keys import Purpose, key_opens
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import actor_for, company
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.surfaces.console.account.forms import NewPasswordForm
from aftercare.ui.pages import page

FORM, OVER = "console/account/new_password.html", "console/account/link_over.html"
GONE = 410


def set_by_link(request: HttpRequest, user_id: UUID, key: str, purpose: Purpose) -> HttpResponse:
    """Ask for the new password, and set it; who holds the link is taken for the person. Signing in comes after."""
    person, at = User.objects.filter(pk=user_id).first(), now()
    if person is None or not key_opens(person, purpose, key, at=at):
        return page(request, OVER, {"purpose": purpose}, status=GONE)
    form = NewPasswordForm(request.POST or None, user=person)
    context = {"form": form, "person": person, "purpose": purpose, "company": company()}
    if not form.is_valid():
        return page(request, FORM, context, status=422 if form.is_bound else 200)
    given = {"purpose": purpose, "key": key, "password": form.cleaned_data["password1"]}
    try:
        choose_password(actor_for(person, via="link", at=at), person, at=at, **given)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return page(request, FORM, context, status=422)
    logout(request)
    messages.success(request, _("Your password is set. Sign in with it."))
    return redirect("console:sign_in")
