"""Ask for a role, and decide what was asked."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.actions.organisation import need_active
from aftercare.domains.accounts.actions.rights import give_grant, role_of
from aftercare.domains.accounts.actions.tasks import Addressee, close_tasks_about, open_tasks
from aftercare.domains.accounts.decisions import ends_by_decision
from aftercare.domains.accounts.errors import AlreadyAsked, AlreadyHeld, AlreadyOver
from aftercare.domains.accounts.events import PermissionAsked, PermissionDecided, PermissionWithdrawn
from aftercare.domains.accounts.models import Grant, GrantScope, OrganisationUnit, PermissionRequest, Role, User
from aftercare.domains.accounts.policies import MANAGE_RIGHTS, may_ask_permission, may_decide_permission
from aftercare.domains.accounts.queries import roles_with
from aftercare.domains.accounts.states import FLOW, AskState
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Invalid
from aftercare.kit.events import publish
from aftercare.kit.locking import lock, one_at_a_time
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved

WAITING = ends_by_decision(
    "permission_request.asked", _("This asks for a decision: approve the permission request or decline it.")
)
NO_REASON = _("Say what the role is needed for; whoever decides has only these words.")


@transaction.atomic
def ask_permission(
    actor: Actor,
    user: User,
    *,
    role: str,
    reason: str,
    at: datetime,
    node: OrganisationUnit | None = None,
    scope: str | None = None,
    until: datetime | None = None,
) -> PermissionRequest:
    """Ask for a role over a part of the data, with why and until when; it waits for those who may give it."""
    require(may_ask_permission(actor, user))
    reach, found = scope or (GrantScope.NODE if node else GrantScope.ALL), role_of(role)
    if not reason.strip():
        raise Invalid(NO_REASON, errors={"reason": NO_REASON})
    if until is not None and until <= at:
        raise AlreadyOver(until=until, errors={"until": AlreadyOver.sentence})
    need_active(node)
    one_at_a_time(f"accounts.ask_permission {user.id}")
    _check_needed(user, found, reach, node, until)
    asked = PermissionRequest.objects.create(
        asker=user, role=found, scope=reach, node=node, until=until, reason=reason.strip(), asked_at=at
    )
    fact = PermissionAsked(
        request_id=asked.id,
        user_id=user.id,
        role=role,
        scope=reach,
        node_id=node.id if node else None,
        until=until,
    )
    publish(actor, fact, at=at, move=Moved("ask", "", AskState.ASKED.value))
    to = [Addressee(f"permission_request:{asked.id}:{code}", role=code) for code in roles_with(MANAGE_RIGHTS)]
    open_tasks(actor, asked.ref, addressees=to, kind=WAITING, label=user.name, unit_id=user.unit_id, at=at)
    return asked


def _check_needed(user: User, role: Role, scope: str, node: OrganisationUnit | None, until: datetime | None) -> None:
    """Refuse what waits already, and what the person holds at least as long."""
    same = {"role": role, "scope": scope, "node": node}
    if PermissionRequest.objects.filter(asker=user, state=AskState.ASKED, **same).exists():
        raise AlreadyAsked()
    held = Grant.objects.filter(user=user, taken_at=None, **same)
    as_long = Q(expires_at=None) if until is None else Q(expires_at=None) | Q(expires_at__gte=until)
    if held.filter(as_long).exists():
        raise AlreadyHeld()


@transaction.atomic
def approve_permission(
    actor: Actor,
    asked: PermissionRequest,
    *,
    at: datetime,
    answer: str = "",
    until: datetime | None = None,
) -> PermissionRequest:
    """Give what was asked for, with the end that was asked for or another one, in one go."""
    require(may_decide_permission(actor, asked))
    held = _held(asked)
    moved = FLOW.move(held, "approve")
    ends = until or held.until
    held.grant = give_grant(
        actor, held.asker, role=held.role.code, node=held.node, scope=held.scope, expires_at=ends, at=at
    )
    return _decided(actor, held, moved, answer=answer, at=at)


@transaction.atomic
def decline_permission(actor: Actor, asked: PermissionRequest, *, answer: str, at: datetime) -> PermissionRequest:
    """Say no, and why."""
    require(may_decide_permission(actor, asked))
    sentence = _("Say why not; who asked reads only these words.")
    if not answer.strip():
        raise Invalid(sentence, errors={"answer": sentence})
    held = _held(asked)
    return _decided(actor, held, FLOW.move(held, "decline"), answer=answer, at=at)


@transaction.atomic
def withdraw_permission(actor: Actor, asked: PermissionRequest, *, at: datetime) -> PermissionRequest:
    """Need it no more."""
    require(may_ask_permission(actor, asked.asker))
    held = _held(asked)
    moved = FLOW.move(held, "withdraw")
    held.decided_at = at
    held.save(update_fields=["state", "decided_at"])
    publish(actor, PermissionWithdrawn(request_id=held.id, user_id=held.asker_id), at=at, move=moved)
    close_tasks_about(actor, held.ref, at=at, kinds=(WAITING,))
    return held


def _held(asked: PermissionRequest) -> PermissionRequest:
    return lock(PermissionRequest.objects.select_related("asker", "role", "node"), asked.id)


def _decided(actor: Actor, held: PermissionRequest, moved: Moved, *, answer: str, at: datetime) -> PermissionRequest:
    held.decided_by_id, held.decided_at, held.answer = actor.id, at, answer.strip()
    held.save(update_fields=["state", "decided_by", "decided_at", "answer", "grant"])
    said = PermissionDecided(
        request_id=held.id, user_id=held.asker_id, approved=held.grant_id is not None, grant_id=held.grant_id
    )
    publish(actor, said, at=at, move=moved)
    close_tasks_about(actor, held.ref, at=at, kinds=(WAITING,))
    return held
