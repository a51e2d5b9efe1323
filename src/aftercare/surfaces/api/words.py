"""What is said about a field that can't be used, in the reader's language."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Sentence

EMPTY = "string_empty"
QUOTED = re.compile(r"'([^']*)'")
SENTENCES: Mapping[str, Sentence] = {
    "missing": _("This is needed."),
    "extra_forbidden": _("There is no such field here."),
    "string_type": _("This must be a text."),
    "string_too_short": _("This must be at least %(min_length)s characters long."),
    EMPTY: _("Write something here; it may not be empty."),
    "string_too_long": _("This may have at most %(max_length)s characters."),
    "string_pattern_mismatch": _("This is not written as it must be: %(pattern)s"),
    "int_type": _("This must be a whole number."),
    "int_parsing": _("This must be a whole number."),
    "int_from_float": _("This must be a whole number."),
    "bool_type": _("This must be true or false."),
    "greater_than_equal": _("This must be at least %(ge)s."),
    "greater_than": _("This must be more than %(gt)s."),
    "less_than_equal": _("This may be at most %(le)s."),
    "less_than": _("This must be less than %(lt)s."),
    "literal_error": _("Choose one of: %(expected)s."),
    "enum": _("Choose one of: %(expected)s."),
    "uuid_parsing": _("This must be an id."),
    "uuid_type": _("This must be an id."),
    "timezone_aware": _("Write an instant with its zone, like 2026-03-10T01:00:00Z."),
    "datetime_from_date_parsing": _("Write an instant with its zone, like 2026-03-10T01:00:00Z."),
    "datetime_parsing": _("Write an instant with its zone, like 2026-03-10T01:00:00Z."),
    "date_from_datetime_parsing": _("Write a day like 2026-03-10."),
    "date_parsing": _("Write a day like 2026-03-10."),
    "list_type": _("This must be a list."),
    "too_long": _("This may hold at most %(max_length)s entries."),
    "too_short": _("This must hold at least %(min_length)s entries."),
    "dict_type": _("This must be an object."),
    "model_type": _("This must be an object."),
    "model_attributes_type": _("This must be an object."),
}
UNUSABLE = _("This can't be used as it is.")


def sentence_of(error: Mapping[str, Any]) -> Sentence:
    """One field's sentence."""
    told = SENTENCES.get(_kind(error))
    if told is not None:
        return str(told) % _named(error.get("ctx", {}))
    own = error.get("ctx", {}).get("error")  # what our own fields say
    return own if own else UNUSABLE


def _kind(error: Mapping[str, Any]) -> str:
    """The sort of error; a text that was looked at before it was measured is measured as any `Value` is."""
    kind, about = str(error["type"]), error.get("ctx", {})
    if kind in ("too_short", "too_long") and about.get("field_type") == "Value":
        kind = f"string_{kind}"
    return EMPTY if kind == "string_too_short" and about.get("min_length") == 1 else kind


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a sentence; choices stand with commas alone, which every language reads."""
    choices = QUOTED.findall(str(values.get("expected", "")))
    return {**values, **({"expected": ", ".join(choices)} if choices else {})}
