"""Phone numbers: one written form, so that a caller is recognised, and one that hides most of it."""

import re

import phonenumbers

from aftercare.domains.customers.errors import BadPhone

PHONE = re.compile(r"[\d\s()+\-./#,;*]{3,}")
FEWEST_DIGITS = 3


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
    """The number with its middle hidden: +8613800131234 → 138****1234; another country's keeps its code."""
    if not phone:
        return ""
    code, national = _parts(phone)
    hidden = f"{national[:3]}****{national[-4:]}" if len(national) > 8 else f"****{national[-2:]}"
    return hidden if code in ("", str(phonenumbers.country_code_for_region(region))) else f"+{code} {hidden}"


def _parts(phone: str) -> tuple[str, str]:
    """The country code and the digits after it; an internal number has no code."""
    if not phone.startswith("+"):
        return "", phone
    number = phonenumbers.parse(phone)
    return str(number.country_code), phonenumbers.national_significant_number(number)
