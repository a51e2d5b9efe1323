"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class CodeTaken(Conflict):
    """A code or number stands for one thing."""

    code = "code_taken"
    sentence = _("“%(taken)s” already stands for %(holder)s; choose another code, or change that one.")


class CodeOrNameMissing(Invalid):
    """Nothing is added without a code and a name."""

    code = "code_or_name_missing"
    sentence = _("A code and a name are needed; “%(code)s” and “%(name)s” were given.")


class BadSerialPattern(Invalid):
    """A pattern no serial number can be held against."""

    code = "bad_serial_pattern"
    sentence = _("“%(pattern)s” is not a regular expression: %(reason)s. Write it like HA\\d{8}.")


class PriceWithoutCurrency(Invalid):
    """An amount of nothing."""

    code = "price_without_currency"
    sentence = _("A price needs an amount of at least 0 and a currency of three letters such as CNY, both or neither.")


class UnknownSkills(Invalid):
    """Skills nobody can be asked for."""

    code = "unknown_skills"
    sentence = _("There are no skills %(skills)s, or their levels are not 1 to 5; add the skills first.")


class UnknownParts(Invalid):
    """Parts nobody can take along."""

    code = "unknown_parts"
    sentence = _("There are no parts %(parts)s, or their quantities are not above 0; add the parts first.")


class BadDuration(Invalid):
    """Work that takes no time."""

    code = "bad_duration"
    sentence = _("Work takes from 1 to 1440 minutes, not %(minutes)s; plan longer work as several visits.")
