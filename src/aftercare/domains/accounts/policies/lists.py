"""Who may do what with work lists and kept views."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.decisions import decision_for
from aftercare.domains.accounts.errors import DecidedNotDone
from aftercare.domains.accounts.listings import LISTINGS, listing
from aftercare.domains.accounts.models import (
    SavedView,
    Shared,
    Task,
    User,
)
from aftercare.domains.accounts.policies.reach import MANAGE_RIGHTS, MANAGE_USERS, VIEW_AUDIT, within
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, may

listing("audit", right=VIEW_AUDIT, columns=(), check=lambda query: None)


def may_fill_work_lists(actor: Actor) -> Verdict:
    """Work lists follow facts; who may state a fact is decided by the room that records it."""
    return True


def may_see_listing(actor: Actor, page: str) -> Verdict:
    """Whoever may see what a list shows; of a list that isn't there nobody is refused, the action says so."""
    return may(actor, LISTINGS[page].right) if page in LISTINGS else True


def may_save_view(actor: Actor, owner: User, *, page: str, shared: str = Shared.NOBODY, role: str = "") -> Verdict:
    """One's own, of a list one may see; shared with a role by who holds it, with others by those who give roles."""
    if actor.id != owner.id and not actor.is_system:
        return NotAllowed(_("A view is kept by the person it belongs to."))
    if (seen := may_see_listing(actor, page)) is not True:
        return seen
    if shared == Shared.NOBODY or (shared == Shared.ROLE and role in actor.roles):
        return True
    return may(actor, MANAGE_RIGHTS)


def may_change_view(actor: Actor, view: SavedView, *, shared: str, role: str = "") -> Verdict:
    """The owner; of a shared one also those who give roles."""
    if actor.id == view.owner_id:
        return may_save_view(actor, view.owner, page=view.page, shared=shared, role=role)
    if view.shared == Shared.NOBODY and not actor.is_system:
        return NotAllowed(_("This view is somebody else's own."))
    return may(actor, MANAGE_RIGHTS)


def may_do_task(actor: Actor, task: Task) -> Verdict:
    """The person it is for, or one of its role where that reaches; what asks for a decision ends by that alone."""
    verdict = True if _is_addressed(actor, task) else within(actor, MANAGE_USERS, task.unit_id)
    decision = decision_for(task.kind)
    return DecidedNotDone(decision) if verdict is True and decision is not None else verdict


def _is_addressed(actor: Actor, task: Task) -> bool:
    if actor.id is not None and task.person_id == actor.id:
        return True
    scope = actor.reach.get(task.role_code)
    if task.person_id is not None or scope is None:
        return actor.is_system
    return scope.everything or task.unit_id in scope.nodes


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """The actor's work list: addressed to the person, or to a role held where that reaches."""
    if actor.id is None:
        return Task.objects.none()
    everywhere = [role for role, scope in actor.reach.items() if scope.everything]
    mine = Q(person_id=actor.id) | Q(person=None, role_code__in=everywhere)
    for role, scope in actor.reach.items():
        if scope.nodes and not scope.everything:
            mine |= Q(person=None, role_code=role, unit_id__in=scope.nodes)
    return Task.objects.filter(mine)


def visible_views(actor: Actor, page: str = "") -> QuerySet[SavedView]:
    """One's own views, and those that are shared with everybody or with a role of one's own."""
    shared = Q(shared=Shared.EVERYBODY) | Q(shared=Shared.ROLE, role_code__in=actor.roles)
    pages = [name for name in LISTINGS if name == (page or name) and may_see_listing(actor, name) is True]
    return SavedView.objects.filter(Q(owner=actor.id) | shared, page__in=pages)
