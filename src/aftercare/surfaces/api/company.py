"""The company: what it says of itself, one for the whole system."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts import queries
from aftercare.domains.accounts.actions import change_company
from aftercare.domains.accounts.models import Company
from aftercare.kit.errors import NotFound
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Text, Zone, one_of
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.staff import need_staff
from aftercare.surfaces.api.versions import unchanged

company = Noun("company", "Company 公司: name, address, currency, language and time zone.", scope="units")
FIELDS = ("name", "language", "time_zone", "currency", "country", "address", "phone", "version")


class CompanyShown(TypedDict):
    """What the company says of itself."""

    name: str
    language: str
    time_zone: str
    currency: str
    country: str
    address: str
    phone: str
    version: int


class CompanyChanges(Body):
    """The fields to change."""

    never_empty = FIELDS
    name: Text | None = Field(None, min_length=1, max_length=120)
    language: Literal["zh-hans", "en"] | None = None
    time_zone: Zone | None = Field(None, min_length=1, max_length=40, json_schema_extra=one_of("time_zones"))
    currency: Text | None = Field(None, pattern=r"^[A-Z]{3}$", examples=["CNY"])
    country: Text | None = Field(None, pattern=r"^[A-Z]{2}$", examples=["CN"])
    address: Text | None = Field(None, max_length=200)
    phone: Text | None = Field(None, max_length=32)


def _known(call: Call) -> Company:
    need_staff(call)
    known = queries.company()
    if known is None:
        raise NotFound()
    return known


def _show(one: Company) -> dict[str, Any]:
    return {name: getattr(one, name) for name in FIELDS}


@company.reads("/company", CompanyShown)
def read_company(call: Call) -> dict[str, Any]:
    """Read company data.

    For whoever holds a role.
    """
    return _show(_known(call))


@company.changes("/company", CompanyShown)
def change_the_company(call: Call, body: CompanyChanges) -> dict[str, Any]:
    """Change company data.

    With the right over the whole company.
    """
    return _show(change_company(call.actor, unchanged(call, _known(call)), at=call.at, **body.given()))
