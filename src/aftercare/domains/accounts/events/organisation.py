"""The company, its tree, its teams and its calendars."""

from uuid import UUID

from aftercare.kit.events import event


@event("company.set_up")
class CompanySetUp:
    """The company was named and the system is in use."""

    company_id: UUID


@event("organisation_unit.created")
class UnitCreated:
    """A node was added to the organisation tree."""

    unit_id: UUID
    code: str


@event("organisation_unit.changed")
class UnitChanged:
    """A node was renamed or serves other regions; the names of the changed fields."""

    unit_id: UUID
    fields: tuple[str, ...]


@event("organisation_unit.moved")
class UnitMoved:
    """A node stands elsewhere in the tree, with all that is below it."""

    unit_id: UUID
    from_id: UUID | None
    to_id: UUID


@event("organisation_unit.deactivated")
class UnitDeactivated:
    """Nothing new is put into this part of the company."""

    unit_id: UUID


@event("organisation_unit.reactivated")
class UnitReactivated:
    """A part of the company is in use again."""

    unit_id: UUID


@event("team.changed")
class TeamChanged:
    """A team was renamed, or others are in it."""

    team_id: UUID
    members: tuple[UUID, ...]


@event("company.changed")
class CompanyChanged:
    """Company data were changed; the names of the changed fields."""

    company_id: UUID
    fields: tuple[str, ...]


@event("team.created")
class TeamCreated:
    """People got a shared queue."""

    team_id: UUID
    members: tuple[UUID, ...]


@event("calendar.changed")
class CalendarChanged:
    """Working hours or dated exceptions were changed; clocks derive anew from now on."""

    calendar_id: UUID
    dates: int = 0
    fields: tuple[str, ...] = ()
