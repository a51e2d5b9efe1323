"""Stop a token of somebody else."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import revoke_token
from aftercare.domains.accounts.policies import may_revoke_token
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.users.views import found_user, need_users
from aftercare.surfaces.console.staff import StaffRequest, staff


@require_POST
@staff
def revoke(request: StaffRequest, user_id: UUID, token_id: UUID) -> HttpResponse:
    """Let the token open nothing any more."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    require(may_revoke_token(request.actor, user))
    token = user.tokens.filter(pk=token_id, revoked_at=None).select_related("user").first()
    if token is None:
        raise NotFound()
    revoke_token(request.actor, token, at=now())
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("console:user", user_id=user.id)
