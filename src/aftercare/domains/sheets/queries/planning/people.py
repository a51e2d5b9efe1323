"""A customer's person and place as a row tells them: which of those on record is meant, and what differs.

A person is meant by name, a place by its name; a row without the name means the first one.
"""

from typing import Any

from aftercare.domains.customers.checks import checked_contact, checked_coordinates, checked_name
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.phones import masked
from aftercare.domains.sheets.errors import HiddenPhone
from aftercare.domains.sheets.plans import Step
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.domains.sheets.queries.planning.differences import changes

HIDDEN = "****"
AT_COLUMNS = {"name": "contact_name"}


def hidden_phone(text: str) -> bool:
    """Whether a number is written as lists show it."""
    return HIDDEN in text


def contact_steps(cells: Cells, thing: Customer, region: str) -> list[Step]:
    """The command that brings the row's person onto the record; none where it stands there."""
    given = cells.texts("contact_name", "contact_role", "phone", "email")
    if not given:
        return []
    people: list[Contact] = list(thing.contacts.all())
    name, phone = given.get("contact_name", ""), given.get("phone", "")
    if hidden_phone(phone):
        shown = [one for one in people if phone in (masked(one.phone), masked(one.phone, region))]
        if not shown:
            cells.refuse(HiddenPhone(value=phone), "phone")
            return []
        people, phone = (people if name else shown), ""
    known = next((one for one in people if not name or one.name.casefold() == " ".join(name.split()).casefold()), None)
    asked: Contact | None = cells.checked(
        lambda: checked_contact(
            thing, name=name or thing.name[:80], phone=phone, email=given.get("email", ""), region=region
        ),
        AT_COLUMNS,
    )
    if asked is None:
        return []
    asked.role = given.get("contact_role", "")
    return [_added(thing, asked)] if known is None else _changed(known, asked)


def _added(thing: Customer, asked: Contact) -> Step:
    values = {"name": asked.name, "phone": asked.phone_written, "email": asked.email, "role": asked.role}
    return Step("add_contact", thing, values)


def _changed(known: Contact, asked: Contact) -> list[Step]:
    """What the row says and the record does not; a phone is compared as it is dialled and kept as it is written."""
    values = {name: getattr(asked, name) for name in ("email", "role") if getattr(asked, name)}
    steps = changes("change_contact", known, values)
    if not asked.phone or asked.phone == known.phone:
        return steps
    phone, before = {"phone": asked.phone_written}, {"phone": known.phone_written or known.phone}
    if not steps:
        return [Step("change_contact", known, phone, before)]
    return [Step("change_contact", known, {**steps[0].values, **phone}, {**steps[0].before, **before})]


def site_steps(cells: Cells, thing: Customer, values: dict[str, Any]) -> list[Step]:
    """The command that brings the row's place onto the record; none where it stands there."""
    name = " ".join(cells.text("site_name").split())
    if not (name or values):
        return []
    places: list[Site] = list(thing.sites.all())
    known = next((one for one in places if not name or one.name.casefold() == name.casefold()), None)
    if known is None:
        cells.checked(lambda: _checked(name or thing.name, values), {"name": "site_name"})
        return [Step("add_site", thing, {"name": name or thing.name, **values})]
    both = [values.get(part, getattr(known, part)) for part in ("latitude", "longitude")]
    cells.checked(lambda: checked_coordinates(*both))
    return changes("change_site", known, values)


def _checked(name: str, values: dict[str, Any]) -> None:
    checked_name(name)
    checked_coordinates(values.get("latitude"), values.get("longitude"))
