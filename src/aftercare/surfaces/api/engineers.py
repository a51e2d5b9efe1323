"""Engineers: who is sent to customers, what they can do, where and when."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import Calendar, OrganisationUnit, User
from aftercare.domains.workforce.actions import (
    change_engineer,
    deactivate_engineer,
    reactivate_engineer,
    register_engineer,
)
from aftercare.domains.workforce.facts import Place
from aftercare.domains.workforce.models import Engineer
from aftercare.domains.workforce.policies import VIEW, told_in_full, visible_to
from aftercare.kit.money import Money
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Body, Flag, MoneyGiven, Nothing, Number, Text, Whole
from aftercare.surfaces.api.find import found, named
from aftercare.surfaces.api.lists import Listing, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Named, by_code, by_name
from aftercare.surfaces.api.versions import unchanged

engineers = Noun(
    "engineers",
    "Engineers 服务工程师: skills with level, certificates, territories, absences and days with other hours.",
)
HERE = "/engineers/{uuid:id}"


class EngineerShown(TypedDict):
    """Somebody who is sent to customers."""

    id: UUID
    code: Annotated[str, Field(examples=["E-2026-000004"])]
    name: str
    user: Named | None
    unit: Coded | None
    contractor: bool
    active: bool
    phone: str
    latitude: Annotated[float | None, Field(description="Where the day begins; told to those who keep the record.")]
    longitude: float | None
    calendar: Named | None
    capacity_minutes_per_day: int
    overtime_minutes: int
    version: int


class SkillHeld(TypedDict):
    """A skill with its level."""

    code: str
    name: str
    level: Annotated[int, Field(description="1 (beginner) to 5 (expert).")]


class CertificateShown(TypedDict):
    """A proof with an end."""

    id: UUID
    name: str
    number: str
    skill: str | None
    valid_from: date | None
    valid_until: date
    withdrawn_at: datetime | None


class TerritoryShown(TypedDict):
    """A region that is served."""

    region_code: str
    rank: Literal["primary", "secondary"]


class AbsenceShown(TypedDict):
    """A time away."""

    id: UUID
    start_at: datetime
    end_at: datetime
    reason: Annotated[str, Field(description="Told to those who keep the record, and to the engineer.")]


class EngineerWhole(EngineerShown):
    """An engineer with skills, certificates, territories and the absences to come."""

    skills: list[SkillHeld]
    certificates: list[CertificateShown]
    territories: list[TerritoryShown]
    absences: list[AbsenceShown]


def _rows(call: Call) -> Callable[[Sequence[Engineer]], list[dict[str, Any]]]:
    """Lines of a list; where somebody lives, for those alone who keep the record, and for themselves."""

    def shown(rows: Sequence[Engineer]) -> list[dict[str, Any]]:
        told = told_in_full(call.actor, rows)
        return [_row(one, home=one.home if one.pk in told else None) for one in rows]

    return shown


def _row(engineer: Engineer, *, home: Place | None) -> dict[str, Any]:
    plain = ("id", "code", "name", "contractor", "active", "phone", "capacity_minutes_per_day", "overtime_minutes")
    return {
        **{name: getattr(engineer, name) for name in plain},
        "user": by_name(engineer.user),
        "unit": by_code(engineer.unit),
        "latitude": home.latitude if home else None,
        "longitude": home.longitude if home else None,
        "calendar": by_name(engineer.calendar),
        "version": engineer.version,
    }


def show_certificate(row: Any) -> CertificateShown:
    """One certificate."""
    return {
        "id": row.id,
        "name": row.name,
        "number": row.number,
        "skill": row.skill.code if row.skill else None,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "withdrawn_at": row.withdrawn_at,
    }


def show_absence(row: Any, *, private: bool = True) -> AbsenceShown:
    """One absence."""
    return {"id": row.id, "start_at": row.start_at, "end_at": row.end_at, "reason": row.reason if private else ""}


def whole(call: Call, engineer: Engineer) -> dict[str, Any]:
    """The engineer with all abilities; five statements more."""
    skills = engineer.skills.select_related("skill").order_by("skill__code")
    certificates = engineer.certificates.select_related("skill").order_by("valid_until", "id")
    absences = engineer.absences.filter(end_at__gt=call.at).order_by("start_at", "id")[:200]
    private = bool(told_in_full(call.actor, [engineer]))
    return {
        **_row(engineer, home=engineer.home if private else None),
        "skills": [{"code": row.skill.code, "name": row.skill.name, "level": row.level} for row in skills],
        "certificates": [show_certificate(row) for row in certificates],
        "territories": [
            {"region_code": row.region_code, "rank": row.rank} for row in engineer.territories.order_by("region_code")
        ],
        "absences": [show_absence(row, private=private) for row in absences],
    }


class EngineerFields(Body):
    """What is known of an engineer."""

    code: Text = Field("", max_length=40, description="The next number, if none is given.")
    phone: Text = Field("", max_length=32)
    unit_id: UUID | None = None
    calendar_id: UUID | None = None
    contractor: Flag = False
    latitude: Number | None = Field(None, ge=-90, le=90, description="Where the day begins.")
    longitude: Number | None = Field(None, ge=-180, le=180)
    capacity_minutes_per_day: Whole = Field(420, ge=0, le=1440)
    overtime_minutes: Whole = Field(0, ge=0, le=1440)
    hourly_cost: MoneyGiven | None = None


class NewEngineer(EngineerFields):
    """Somebody to register; the address of an existing user links the two, an unknown one links nobody."""

    name: Text = Field(min_length=1, max_length=80, examples=["李工"])
    email: Text = Field("", max_length=254, examples=["li@example.com"])


class EngineerChanges(EngineerFields):
    """The fields to change; latitude and longitude belong together."""

    name: Text | None = Field(None, min_length=1, max_length=80)


class EngineerQuery(Listing):
    """Which engineers."""

    q: Text = Field("", max_length=80, description="Any part of the name or the code.")
    active: AskedFlag | None = None
    code: Text | None = Field(None, max_length=40)
    unit_id: UUID | None = None
    user_id: UUID | None = None
    skill: Text | None = Field(None, max_length=40, description="The code of a skill that is held.")
    region_code: Text | None = Field(None, max_length=20, description="A region that is served.")
    contractor: AskedFlag | None = None
    sort: Literal["name", "-name", "code", "-code", "created_at", "-created_at"] = "name"


def engineers_visible(call: Call) -> QuerySet[Engineer]:
    """The engineers this caller may see."""
    return visible_to(call.actor).select_related("user", "unit", "calendar")


@engineers.lists("/engineers", EngineerShown)
def list_engineers(call: Call, query: Query[EngineerQuery]) -> dict[str, Any]:
    """List engineers.

    By name unless sorted otherwise; skills and times are told of one.
    """
    require(may(call.actor, VIEW))
    given = query.filters(skill="skills__skill__code", region_code="territories__region_code")
    rows = engineers_visible(call).filter(Q(name__icontains=query.q) | Q(code__icontains=query.q))
    return listed(rows.filter(**given), query, _rows(call))


@engineers.reads(HERE, EngineerWhole)
def read_engineer(call: Call, id: UUID) -> dict[str, Any]:
    """Read an engineer.

    With skills, certificates, territories and the absences to come.
    """
    return whole(call, found(engineers_visible(call), id))


@engineers.makes("/engineers", EngineerWhole)
def create_engineer(call: Call, body: NewEngineer) -> dict[str, Any]:
    """Register an engineer.

    The address of an existing user links the engineer to that user, who then has the engineer's work platform.
    """
    user = User.objects.select_related("unit").filter(email__iexact=body.email).first() if body.email else None
    made = register_engineer(call.actor, user=user, at=call.at, **_values(body))
    return whole(call, made)


@engineers.changes(HERE, EngineerWhole)
def change_an_engineer(call: Call, id: UUID, body: EngineerChanges) -> dict[str, Any]:
    """Change an engineer.

    Only the fields that are sent.
    """
    change_engineer(call.actor, unchanged(call, found(engineers_visible(call), id)), at=call.at, **_values(body))
    return read_engineer(call, id)


class WhyGiven(Body):
    """Why."""

    reason: Text = Field("", max_length=2000)


@engineers.moves(f"{HERE}/deactivate", EngineerWhole)
def deactivate_an_engineer(call: Call, id: UUID, body: WhyGiven | None = None) -> dict[str, Any]:
    """Send an engineer nowhere any more.

    What was given out already is taken back by whoever gave it.
    """
    engineer = unchanged(call, found(engineers_visible(call), id))
    deactivate_engineer(call.actor, engineer, reason=body.reason if body else "", at=call.at)
    return read_engineer(call, id)


@engineers.moves(f"{HERE}/reactivate", EngineerWhole)
def reactivate_an_engineer(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Let an engineer be sent again.

    With everything that was known before.
    """
    reactivate_engineer(call.actor, unchanged(call, found(engineers_visible(call), id)), at=call.at)
    return read_engineer(call, id)


def _values(body: EngineerFields) -> dict[str, Any]:
    given = body.given("unit_id", "calendar_id", "latitude", "longitude", "hourly_cost", "email")
    if "unit_id" in body.model_fields_set:
        given["unit"] = named(OrganisationUnit.objects.all(), body.unit_id, "unit_id")
    if "calendar_id" in body.model_fields_set:
        given["calendar"] = named(Calendar.objects.all(), body.calendar_id, "calendar_id")
    if {"latitude", "longitude"} & body.model_fields_set:
        given["home"] = _home(body)
    if "hourly_cost" in body.model_fields_set:
        cost = body.hourly_cost
        given["cost"] = Money(cost.decimal, cost.currency) if cost else None
    return given


def _home(body: EngineerFields) -> Place | None:
    if body.latitude is None or body.longitude is None:
        return None
    return Place(body.latitude, body.longitude)
