"""Set up the company, grow the organisation tree, gather people in teams."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.actions.people import create_user
from aftercare.domains.accounts.actions.rights import ensure_ready_roles, give_grant
from aftercare.domains.accounts.errors import AlreadySetUp
from aftercare.domains.accounts.events import CompanySetUp, TeamCreated, UnitCreated
from aftercare.domains.accounts.models import Company, OrganisationUnit, Team, User
from aftercare.domains.accounts.policies import may_create_team, may_create_unit, may_set_up_company
from aftercare.domains.accounts.queries import first_run_is_over, root_unit
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import one_at_a_time
from aftercare.kit.permissions import require


@transaction.atomic
def set_up_company(
    actor: Actor,
    *,
    company: str,
    name: str,
    email: str,
    password: str,
    language: str,
    time_zone: str,
    at: datetime,
    country: str = "CN",
    currency: str = "CNY",
    demo: bool = False,
) -> tuple[Company, User]:
    """Begin: name the company and make its first administrator. Possible once."""
    require(may_set_up_company(actor))
    one_at_a_time("accounts.set_up_company")
    if first_run_is_over():
        raise AlreadySetUp()
    ensure_ready_roles(actor, at=at)
    made, _new = Company.objects.update_or_create(
        only=True,
        defaults={
            "name": company,
            "language": language,
            "time_zone": time_zone,
            "country": country,
            "currency": currency,
            "demo": demo,
        },
    )
    unit = root_unit() or create_unit(actor, code="company", name=company, at=at)
    user = create_user(
        actor, email=email, name=name, password=password, unit=unit, language=language, time_zone=time_zone, at=at
    )
    give_grant(actor, user, role="administrator", at=at)
    publish(actor, CompanySetUp(company_id=made.id), at=at)
    return made, user


@transaction.atomic
def create_unit(
    actor: Actor,
    *,
    code: str,
    name: str,
    at: datetime,
    parent: OrganisationUnit | None = None,
    kind: str = "company",
    region_codes: Sequence[str] = (),
) -> OrganisationUnit:
    """Add a node to the organisation tree."""
    require(may_create_unit(actor, parent))
    unit = OrganisationUnit(code=code, name=name, parent=parent, kind=kind, region_codes=list(region_codes))
    unit.path = f"{parent.path if parent else ''}{unit.id.hex}/"
    unit.save()
    publish(actor, UnitCreated(unit_id=unit.id, code=code), at=at)
    return unit


@transaction.atomic
def create_team(
    actor: Actor, *, name: str, members: Sequence[User], at: datetime, unit: OrganisationUnit | None = None
) -> Team:
    """Give people a shared queue."""
    require(may_create_team(actor, unit, members))
    team = Team.objects.create(name=name, unit=unit)
    team.members.set(members)
    publish(actor, TeamCreated(team_id=team.id, members=tuple(user.id for user in members)), at=at)
    return team
