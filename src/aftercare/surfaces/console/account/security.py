"""Sign-in and security: what opens my account, and where I am signed in."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import end_sessions
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries.second_factor import demanding_roles, last_factor_reason
from aftercare.kit.clock import now
from aftercare.surfaces.console.account.second_factor import on_the_way
from aftercare.surfaces.console.administration.words import role_name
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff, staff_page

# What a browser calls itself → what people call it; the first that fits, because browsers name each other too.
BROWSERS = {"MicroMessenger": "WeChat", "Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}
SYSTEMS |= {"Linux": "Linux"}


class Place(NamedTuple):
    """A device on which somebody is signed in."""

    session: UserSession
    device: str
    here: bool


@signed_in
def security(request: StaffRequest) -> HttpResponse:
    """The factors and the sessions of the person who looks."""
    factors = list(Authenticator.objects.filter(user=str(request.user.pk)).order_by("id"))
    kept = {factor.type: factor for factor in factors}
    codes = kept.get("recovery_codes")
    person = get_object_or_404(User, pk=str(request.user.pk))
    demanding = demanding_roles(person, at=now()) if request.actor.unproven else []
    context = {
        "demanded_by": [role_name(role) for role in demanding],
        "stays": last_factor_reason(person, at=now()) or "",
        "app": kept.get("totp"),
        "has_factor": "totp" in kept or "webauthn" in kept,
        "passkeys": [factor for factor in factors if factor.type == "webauthn"],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "places": _places(request),
        **on_the_way(request),
    }
    return staff_page(request, "console/account/security.html", context)


@require_POST
@staff
def sign_out_elsewhere(request: StaffRequest) -> HttpResponse:
    """End one session, or all but this one."""
    person = get_object_or_404(User, pk=str(request.user.pk))
    only = request.POST.get("session", "")
    chosen: dict[str, Any] = {"only": int(only)} if only.isdecimal() and len(only) < 10 else {}
    ended = end_sessions(request.actor, person, at=now(), but=request.session.session_key, **chosen)
    told = ngettext("%(count)s device is signed out.", "%(count)s devices are signed out.", ended)
    messages.success(request, told % {"count": ended} if ended else _("You are signed in nowhere else."))
    return redirect("console:security")


def _places(request: StaffRequest) -> list[Place]:
    sessions = UserSession.objects.purge_and_list(request.user)
    here = request.session.session_key
    latest = sorted(sessions, key=lambda session: session.created_at, reverse=True)
    return [Place(session, device(session.user_agent), session.session_key == here) for session in latest]


def device(user_agent: str) -> str:
    """The browser and the system in words people use; the header itself where neither is known."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    return " · ".join(filter(None, (browser, system))) or user_agent[:60] or _("Unknown device")


def _first(names: Mapping[str, str], user_agent: str) -> str:
    return next((name for sign, name in names.items() if sign in user_agent), "")
