"""Send an invitation again, or show a link to set a password where no mail goes."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import invite_user, make_password_link
from aftercare.domains.accounts.models import User
from aftercare.domains.channels.links import link_to
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.surfaces.console.administration.frame import HOME
from aftercare.surfaces.console.administration.users.views import found_user, need_users
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff, staff_page

MADE = "console/administration/users/made.html"


@require_POST
@staff
def invite(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Send the mail with the link to set the first password."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    invite_user(request.actor, user, at=now())
    messages.success(request, _("An invitation goes to %(address)s.") % {"address": user.email})
    return redirect("console:user", user_id=user.id)


@never_cache
@require_POST
@signed_in
def make_link(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Show the link this once, so the answer is never kept."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    had_one = user.has_usable_password()
    crumbs = [(_("Administration"), reverse(HOME)), (_("Users"), reverse("console:users"))]
    context = {"person": user, "link": shown_link(request.actor, user, at=now()), "reset": had_one, "crumbs": crumbs}
    return staff_page(request, MADE, context, active=HOME)


def shown_link(actor: Actor, user: User, *, at: datetime) -> str:
    """The whole address to hand over."""
    purpose, key = make_password_link(actor, user, at=at)
    return link_to(purpose, (user.id, key))
