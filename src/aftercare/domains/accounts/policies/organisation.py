"""Who may do what with the company, its tree, teams, calendars and ledger."""

from collections.abc import Sequence

from aftercare.domains.accounts.models import (
    OrganisationUnit,
    User,
)
from aftercare.domains.accounts.policies.reach import MANAGE_CALENDARS, MANAGE_COMPANY, VIEW_AUDIT, within
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict, may_everywhere


def may_set_up_company(actor: Actor) -> Verdict:
    """Company data concern everybody."""
    return within(actor, MANAGE_COMPANY, None)


def may_create_unit(actor: Actor, parent: OrganisationUnit | None) -> Verdict:
    """The organisation tree grows below the nodes that the right reaches."""
    return within(actor, MANAGE_COMPANY, parent.id if parent else None)


def may_change_unit(actor: Actor, unit: OrganisationUnit) -> Verdict:
    """A node that the right reaches."""
    return within(actor, MANAGE_COMPANY, unit.id)


def may_move_unit(actor: Actor, unit: OrganisationUnit, to: OrganisationUnit) -> Verdict:
    """From below one node that the right reaches to below another."""
    places = (unit.id, unit.parent_id, to.id)
    verdicts = [within(actor, MANAGE_COMPANY, place) for place in places]
    return next((verdict for verdict in verdicts if verdict is not True), True)


def may_create_team(actor: Actor, unit: OrganisationUnit | None, members: Sequence[User]) -> Verdict:
    """Teams of a unit the right reaches, of people it reaches."""
    units = [unit.id if unit else None, *(user.unit_id for user in members)]
    verdicts = [within(actor, MANAGE_COMPANY, each) for each in units]
    return next((verdict for verdict in verdicts if verdict is not True), True)


def may_manage_calendars(actor: Actor) -> Verdict:
    """Calendars, holidays and make-up workdays."""
    return may_everywhere(actor, MANAGE_CALENDARS)


def may_view_audit(actor: Actor) -> Verdict:
    """The ledger holds the facts of the whole company: for those whose right reaches all of it."""
    return within(actor, VIEW_AUDIT, None)
