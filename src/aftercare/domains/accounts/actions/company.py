"""Set up the company, and change what it says of itself."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.actions.organisation import create_unit
from aftercare.domains.accounts.actions.people import create_user
from aftercare.domains.accounts.actions.rights import ensure_ready_roles, give_grant
from aftercare.domains.accounts.errors import AlreadySetUp
from aftercare.domains.accounts.events import CompanyChanged, CompanySetUp
from aftercare.domains.accounts.models import Company, User
from aftercare.domains.accounts.policies import may_set_up_company
from aftercare.domains.accounts.queries import first_run_is_over, root_unit
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock, one_at_a_time
from aftercare.kit.permissions import require

FIELDS = ("name", "language", "time_zone", "currency", "country", "address", "phone")


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
def change_company(actor: Actor, company: Company, *, at: datetime, **fields: str) -> Company:
    """Change what the company says of itself: name, language, time zone, currency, country, address, phone."""
    require(may_set_up_company(actor))
    held = lock(Company.objects.all(), company.id)
    changed = tuple(name for name in FIELDS if name in fields and getattr(held, name) != fields[name])
    for name in changed:
        setattr(held, name, fields[name])
    if changed:
        held.save(update_fields=changed)
        publish(actor, CompanyChanged(company_id=held.id, fields=changed), at=at)
    return held
