"""Customers as they are handed in, before anything of them is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.customers.models import CustomerKind, Grade, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraft:
    """A place of the customer."""

    name: str
    address: str = ""
    region_code: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    access_notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDraft:
    """A company or person; a phone or mail address makes the first contact, a `site` the first place."""

    name: str
    phone: str = ""
    email: str = ""
    contact_name: str = ""
    contact_role: str = ""
    kind: str = CustomerKind.PERSON
    grade: Grade | None = None
    tags: Sequence[Tag] = ()
    language: str = ""
    time_zone: str = ""
    notes: str = ""
    unit: OrganisationUnit | None = None
    external_id: str | None = None
    site: SiteDraft | None = None
