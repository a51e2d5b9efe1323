"""A way back for who forgot the password: a link by mail. Nobody learns here who works in the house."""

from uuid import UUID

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from aftercare.domains.accounts.actions import ask_password_reset
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import company
from aftercare.domains.channels.mail import mail_is_set
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.surfaces.console.account.forms import ForgotForm
from aftercare.surfaces.console.account.links import set_by_link
from aftercare.ui.pages import page

ASK, SENT = "console/account/forgot.html", "console/account/forgot_sent.html"


@never_cache
def forgot_password(request: HttpRequest) -> HttpResponse:
    """Ask for the address; the answer is the same whether anybody has it. Without a mail server, say whom to ask."""
    if not mail_is_set():
        return page(request, ASK, {"company": company()})
    form = ForgotForm(request.POST or None)
    if not form.is_valid():
        return page(request, ASK, {"form": form}, status=422 if form.is_bound else 200)
    address = form.cleaned_data["email"].lower()
    too_many: HttpResponse | None = consume_or_429(request, action="reset_password", key=address)
    if too_many is not None:
        return too_many
    person = User.objects.filter(email__iexact=address, is_active=True).first()
    if person is not None:
        ask_password_reset(system("sign-in"), person, at=now())
    return page(request, SENT, {"email": address})


@never_cache
def new_password(request: HttpRequest, user_id: UUID, key: str) -> HttpResponse:
    """Set another one."""
    return set_by_link(request, user_id, key, "password_reset")
