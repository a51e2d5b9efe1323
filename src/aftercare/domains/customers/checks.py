"""What must hold of single values before they are written."""

import re
import unicodedata
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from aftercare.domains.customers.errors import BadCoordinates, BadEmail, BadRegion, BadTimeZone, NameMissing
from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.customers.phones import normalised

REGION = re.compile(r"[0-9A-Za-z]+(-[0-9A-Za-z]+)*")
DIVISION_DIGITS = (6, 9, 12)  # GB/T 2260, with the township and the community of GB/T 10114
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()
)


def checked_name(name: str) -> str:
    """A name without blanks around it; one of blanks and signs alone is refused."""
    plain = " ".join(name.split())
    if not any(mark.isalnum() for mark in plain):
        raise NameMissing(name=name, errors={"name": NameMissing.sentence % {"name": name}})
    return plain


def checked_email(email: str) -> str:
    """A mail address in lower case, or none."""
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError as broken:
        raise BadEmail(email=email, errors={"email": broken.messages[0]}) from broken
    return email.lower()


def checked_zone(zone: str) -> str:
    """A zone of the tz database, or none (the company's)."""
    try:
        if zone:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise BadTimeZone(zone=zone, errors={"time_zone": BadTimeZone.sentence % {"zone": zone}}) from unknown
    return zone


def checked_region(code: str, country: str) -> str:
    """A region code that territories can be compared with: hyphened steps, or in China six, nine or twelve digits."""
    plain = unicodedata.normalize("NFKC", code).strip()
    fits = not plain or REGION.fullmatch(plain) is not None
    if country == "CN" and plain.isdigit():
        fits = len(plain) in DIVISION_DIGITS and plain[:2] in PROVINCES
    if not fits:
        raise BadRegion(region=code, errors={"region_code": BadRegion.sentence % {"region": code}})
    return plain


def checked_coordinates(latitude: Decimal | None, longitude: Decimal | None) -> None:
    """Both within their ranges, or neither."""
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise BadCoordinates(errors={"latitude": BadCoordinates.sentence, "longitude": BadCoordinates.sentence})


def checked_contact(
    customer: Customer, *, name: str, phone: str, email: str, region: str, role: str = "", preferred: bool = False
) -> Contact:
    """A contact ready to be saved; its phone is read as dialled in `region`."""
    return Contact(
        customer=customer,
        name=checked_name(name),
        phone=normalised(phone, region),
        phone_written=phone.strip()[:40],
        email=checked_email(email),
        role=role,
        preferred=preferred,
    )
