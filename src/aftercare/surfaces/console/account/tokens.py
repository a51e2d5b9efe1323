"""My tokens: what my programs sign in with; each is shown once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import create_token, revoke_token
from aftercare.domains.accounts.models import Token, User
from aftercare.domains.accounts.scopes import NOUNS
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.staff import StaffRequest, shown, signed_in, staff, staff_page
from aftercare.ui.forms import FutureField, only_when

LIST, MADE = "console/account/tokens.html", "console/account/token_made.html"
USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """What it is for, what it may touch, and until when."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("The program that uses it.")
    )
    expires_at = FutureField(label=gettext_lazy("Until"))
    reach = forms.ChoiceField(
        label=gettext_lazy("What it may touch"),
        choices=[
            ("all", gettext_lazy("Everything I may")),
            ("some", gettext_lazy("Only what is chosen below")),
        ],
        help_text=gettext_lazy("It never may more than you do, today or later."),
    )
    scopes = only_when(
        "reach=some",
        forms.MultipleChoiceField(
            label=gettext_lazy("Scopes"),
            choices=[(scope, scope) for noun in sorted(NOUNS) for scope in (f"{noun}:read", f"{noun}:write")],
            widget=forms.SelectMultiple(attrs={"data-combobox": True, "class": "wide"}),
            help_text=gettext_lazy("Nouns of the API; write includes read."),
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Some scopes where not all are meant."""
        given: dict[str, Any] = super().clean() or {}
        everything = given.pop("reach", "all") == "all"
        if not everything and not given.get("scopes"):
            self.add_error("scopes", _("Choose at least one."))
        return {**given, "scopes": ["all"] if everything else given.get("scopes", [])}


@staff
def token_list(request: StaffRequest) -> HttpResponse:
    """One's own tokens, the newest first; ended ones stay on record."""
    at, rows = now(), Token.objects.filter(user=_oneself(request))
    found = page(rows, sort="-pk", limit=shown(request), cursor=request.GET.get("cursor"))
    lines = [(token, _state(token, at)) for token in found.items]
    return staff_page(request, LIST, {"rows": lines, "cursor": found.next}, partials={"rows"})


def _state(token: Token, at: datetime) -> str:
    return "revoked" if token.revoked_at else "expired" if token.expires_at <= at else "active"


@never_cache
@signed_in
def new_token(request: StaffRequest) -> HttpResponse:
    """The form, or the token with its secret, shown this once; so the answer is never kept."""
    form = TokenForm(request.POST or None, initial={"expires_at": now() + USUAL, "reach": "all"})
    made = accepted(form, _create, request.actor, _oneself(request))
    if made is not None:
        token, secret = made
        return staff_page(request, MADE, {"token": token, "secret": secret})
    back = reverse("console:my_tokens")
    words: dict[str, Any] = {"title": _("New token"), "submit": _("Make the token"), "icon": "key", "shown_once": True}
    return form_page(request, form, back=back, crumbs=[(_("My tokens"), back)], active="", **words)


def _create(actor: Actor, user: User, **given: Any) -> tuple[Token, str]:
    return create_token(actor, user, at=now(), **given)


@require_POST
@staff
def revoke(request: StaffRequest, token_id: UUID) -> HttpResponse:
    """Let it open nothing any more."""
    token = Token.objects.filter(pk=token_id, user=_oneself(request), revoked_at=None).select_related("user").first()
    if token is None:
        raise NotFound()
    revoke_token(request.actor, token, at=now())
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("console:my_tokens")


def _oneself(request: StaffRequest) -> User:
    return get_object_or_404(User, pk=str(request.user.pk))
