"""Customers: a record by its number or external id, one person and one place a row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.customers.building import built_customer
from aftercare.domains.customers.checks import checked_name, checked_zone
from aftercare.domains.customers.drafts import CustomerDraft, SiteDraft
from aftercare.domains.customers.models import Contact, Customer, CustomerKind, Grade, Site, Tag
from aftercare.domains.customers.policies import changeable
from aftercare.domains.customers.queries import home_region
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.columns.customers import OF_CONTACT, OF_CUSTOMER, OF_SITE
from aftercare.domains.sheets.errors import HiddenPhone, MergedAway, NoKey, NotOnRecord, OutOfReach
from aftercare.domains.sheets.plans import Plan, Row, Step
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.domains.sheets.queries.planning.differences import changes, ended
from aftercare.domains.sheets.queries.planning.earlier import Earlier, agrees
from aftercare.domains.sheets.queries.planning.people import contact_steps, hidden_phone, site_steps
from aftercare.kit.actor import Actor
from aftercare.kit.words import folded

LAYOUT = LAYOUTS["customers"]
AT_COLUMNS = {"name": "name", "phone": "phone", "email": "email", "time_zone": "time_zone"}


class Known:
    """What the rows of a chunk may name, read in a few statements."""

    def __init__(self, actor: Actor, rows: Sequence[Row]) -> None:
        said = {name for row in rows for name, text in row.cells.items() if text}
        self.region = home_region()
        self.grades = _by_words(Grade.objects.all(), "code", "name") if "grade" in said else {}
        self.tags = _by_words(Tag.objects.all(), "name") if "tags" in said else {}
        self.units = _by_words(OrganisationUnit.objects.all(), "code", "name") if "unit" in said else {}
        people = Prefetch("contacts", Contact.objects.filter(erased_at=None).order_by("-preferred", "id"))
        places = Prefetch("sites", Site.objects.order_by("id"))
        found = Customer.objects.filter(_named(rows)).select_related("grade", "unit", "merged_into").defer("search")
        customers = list(found.prefetch_related(people, places, "tags"))
        self.by_number = {one.number: one for one in customers}
        self.by_id = {one.external_id: one for one in customers if one.external_id}
        self.in_reach: set[UUID] = changeable(actor, [one.id for one in customers])


def _named(rows: Sequence[Row]) -> Q:
    numbers = {row.cells["number"] for row in rows if row.cells.get("number")}
    return Q(number__in=numbers) | Q(
        external_id__in={row.cells["external_id"] for row in rows if row.cells.get("external_id")}
    )


def _by_words(rows: Any, *names: str) -> dict[str, Any]:
    """Rows by each of their words; the first name goes before the second."""
    found: dict[str, Any] = {}
    kept = list(rows.order_by("id")[:2000])
    for name in names:
        for row in kept:
            found.setdefault(folded(getattr(row, name)), row)
    return found


def plan_customers(actor: Actor, rows: Sequence[Row], *, earlier: Earlier, try_new: bool, at: datetime) -> list[Plan]:
    """What each row comes to; with `try_new` new records are built to see whether they could be written."""
    known = Known(actor, rows)
    return [_plan(row, known, earlier, try_new) for row in rows]


def _plan(row: Row, known: Known, earlier: Earlier, try_new: bool) -> Plan:
    number, external_id = row.cells.get("number", ""), row.cells.get("external_id", "")
    thing = known.by_number.get(number) if number else known.by_id.get(external_id)
    key = f"number:{number}" if number else f"external_id:{external_id}"
    begun = bool(key in earlier)
    cells = Cells(LAYOUT, row, new=thing is None and not begun)
    if not (number or external_id):
        cells.refuse(NoKey(columns=" / ".join(str(cells.columns[name].label) for name in LAYOUT.keys)))
        return ended(cells, None, None, [])
    if number and thing is None:
        cells.refuse(NotOnRecord(value=number, column=cells.columns["number"].label), "number")
    if thing is not None:
        _check_reach(cells, thing, known)
    further = agrees(cells, earlier, key, OF_CUSTOMER)
    values, tags, places = _of_customer(cells, known), _tags(cells, known), _of_site(cells)
    if thing is not None:
        return ended(cells, thing, None, _steps(cells, thing, known, values, tags, places))
    draft = _draft(cells, values, tags, places, external_id)
    if try_new and not cells.problems:
        cells.checked(lambda: built_customer(draft, region=known.region), AT_COLUMNS)
    if further:  # the record of a row before: this one adds to it
        adds = bool(cells.texts(*OF_CONTACT, *OF_SITE))
        return Plan(row, "refused" if cells.problems else "changed" if adds else "same", problems=cells.problems)
    return ended(cells, None, draft, [])


def _check_reach(cells: Cells, thing: Customer, known: Known) -> None:
    if thing.merged_into is not None:
        cells.refuse(MergedAway(number=thing.number, into=thing.merged_into.number))
    elif thing.id not in known.in_reach:
        cells.refuse(OutOfReach())


def _of_customer(cells: Cells, known: Known) -> dict[str, Any]:
    """The values of the customer itself, without those nobody filled in."""
    values: dict[str, Any] = {**cells.texts("notes")}
    for name in ("kind", "language"):
        if code := cells.choice(name):
            values[name] = code
    if name := cells.text("name"):
        values["name"] = cells.checked(lambda: checked_name(name))
    if zone := cells.text("time_zone"):
        values["time_zone"] = cells.checked(lambda: checked_zone(zone))
    for column, rows in (("grade", known.grades), ("unit", known.units)):
        if cells.text(column):
            values[column] = cells.named(column, rows)
    return values


def _tags(cells: Cells, known: Known) -> list[Tag] | None:
    """All that the cell names; None where it is empty."""
    words = [word.strip() for word in cells.text("tags").replace("，", ",").replace("、", ",").split(",")]
    found = [cells.one("tags", word, known.tags) for word in words if word]
    return [tag for tag in found if tag] if found else None


def _of_site(cells: Cells) -> dict[str, Any]:
    """The values of the place, by the names of its fields."""
    values: dict[str, Any] = cells.texts("address", "region_code", "access_notes")
    for name in ("latitude", "longitude"):
        if cells.text(name):
            values[name] = cells.degrees(name)
    return values


def _draft(
    cells: Cells, values: dict[str, Any], tags: list[Tag] | None, places: dict[str, Any], external_id: str
) -> CustomerDraft:
    name = values.pop("name", None) or cells.text("contact_name") or cells.row.cells.get("external_id", "")
    if hidden_phone(cells.text("phone")):
        cells.refuse(HiddenPhone(value=cells.text("phone")), "phone")
    site = SiteDraft(name=cells.text("site_name") or name[:120], **places) if cells.texts(*OF_SITE) else None
    return CustomerDraft(
        name=name,
        phone=cells.text("phone"),
        email=cells.text("email"),
        contact_name=cells.text("contact_name"),
        contact_role=cells.text("contact_role"),
        external_id=external_id or None,
        tags=tags or (),
        site=site,
        **{"kind": CustomerKind.PERSON, **values},
    )


def _steps(
    cells: Cells, thing: Customer, known: Known, values: dict[str, Any], tags: list[Tag] | None, places: dict[str, Any]
) -> list[Step]:
    steps = changes("change_customer", thing, values)
    held = {tag.id for tag in thing.tags.all()}
    if tags is not None and {tag.id for tag in tags} != held:
        steps.append(Step("change_customer", thing, {"tags": tags}, {"tags": sorted(map(str, held))}))
    steps += contact_steps(cells, thing, known.region)
    return steps + site_steps(cells, thing, places)
