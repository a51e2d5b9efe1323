"""Phone numbers: one written form, so that a caller is recognised, and one that hides most of it."""

import re

import phonenumbers

from aftercare.domains.customers.errors import BadPhone

PHONE = re.compile(r"[\d\s()+\-./#,;*]{3,}")
FEWEST_DIGITS = 3
FEWEST_HIDDEN = 3  # digits between an area code and the last four


def normalised(written: str, region: str) -> str:
    """The number in E.164, read as dialled in `region` (ISO 3166); an internal number keeps its digits alone."""
    if not written.strip():
        return ""
    try:
        number = phonenumbers.parse(written, region)
        if phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass  # short internal numbers are judged below
    digits = re.sub(r"\D", "", written)
    if not PHONE.fullmatch(written.strip()) or not FEWEST_DIGITS <= len(digits) <= 15:
        raise BadPhone(phone=written, errors={"phone": BadPhone.sentence % {"phone": written}})
    return digits


def masked(phone: str, region: str = "CN") -> str:
    """The number with its middle hidden: +8613800131234 → 138****1234, +8657188881234 → 0571-****1234.

    A landline keeps its area code; another country's number keeps that of the country.
    """
    if not phone:
        return ""
    if not phone.startswith("+"):
        return _hidden(phone)
    number = phonenumbers.parse(phone)
    national, area = _parts(number)
    home = number.country_code == phonenumbers.country_code_for_region(region)
    trunk = phonenumbers.ndd_prefix_for_region(region, True) or "" if home else ""
    hidden = f"{trunk}{area}-****{national[-4:]}" if area else _hidden(national)
    return hidden if home else f"+{number.country_code} {hidden}"


def _hidden(digits: str) -> str:
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 8 else f"****{digits[-2:]}"


def _parts(number: phonenumbers.PhoneNumber) -> tuple[str, str]:
    """The digits after the country code, and the area code they begin with where enough follow it to be hidden."""
    national = phonenumbers.national_significant_number(number)
    landline = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE
    length = phonenumbers.length_of_geographical_area_code(number) if landline else 0
    return national, national[:length] if len(national) - length > FEWEST_HIDDEN + 3 else ""
