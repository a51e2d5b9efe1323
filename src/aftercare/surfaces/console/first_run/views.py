"""The first run: name the company and make its first administrator; it comes once."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from aftercare.domains.accounts.actions import set_up_company
from aftercare.domains.accounts.queries import first_run_is_over
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.surfaces.console.first_run.forms import FirstRunForm
from aftercare.surfaces.console.first_run.key import may_begin
from aftercare.ui.pages import page

TEMPLATE = "console/first_run/form.html"
CLOSED = "console/first_run/closed.html"


def first_run(request: HttpRequest) -> HttpResponse:
    """Ask for the company and its administrator, then sign that person in."""
    if first_run_is_over():
        raise NotFound()
    if not may_begin(request):
        return page(request, CLOSED, status=403)
    form = FirstRunForm(request.POST or None, initial={"language": get_language()})
    if not form.is_valid():
        return page(request, TEMPLATE, {"form": form}, status=422 if form.is_bound else 200)
    try:
        _company, person = set_up_company(system("first-run"), at=now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(next((name for name in refusal.errors if name in form.fields), None), str(refusal))
        return page(request, TEMPLATE, {"form": form}, status=422)
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("console:home")
