"""Reasons in words: a code and numbers that are kept, a sentence that is made when somebody reads it.

Nothing here names a person, so a kept reason needs no erasing. The end of a number's name says how it is shown:
`_at` an instant in the reader's zone, `_minutes` with its unit, `_label` and `_counts` by what a code is called.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aftercare.domains.dispatch.sentences import LABELS, SENTENCES


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code and its numbers; `sentence()` says it in the language and zone of the moment."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """The reason in the active language."""
        return SENTENCES[self.code] % {name: _shown(name, value) for name, value in self.params.items()}

    def __str__(self) -> str:
        return self.sentence()

    @property
    def label(self) -> str:
        """The reason in a word or two, for a table's head or a count."""
        return str(LABELS[self.code])

    def to_json(self) -> dict[str, Any]:
        """What a decision record keeps: never the rendered text."""
        return {"code": self.code, "params": {name: _kept(value) for name, value in self.params.items()}}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Reason":
        """The reason a record kept; an instant comes back as an instant."""
        return cls(kept["code"], {name: _read(name, value) for name, value in kept["params"].items()})


def plain(value: float) -> str:
    """A number with at most one decimal, and none where it is nought."""
    return f"{round(value, 1):.1f}".removesuffix(".0")


def _shown(name: str, value: Any) -> str:
    if name.endswith("_at"):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    if name.endswith("_minutes"):
        one_or_more = 1 if plain(value) == "1" else max(2, round(value))
        return ngettext("%(count)s minute", "%(count)s minutes", one_or_more) % {"count": plain(value)}
    if name.endswith("_label"):
        return str(LABELS[value])
    if name.endswith("_counts"):
        return ", ".join(_("%(what)s: %(count)s") % {"what": LABELS[code], "count": n} for code, n in value)
    return plain(value) if isinstance(value, int | float) else str(value)


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return [list(pair) for pair in value] if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name.endswith("_day"):
        return date.fromisoformat(value)
    return tuple((code, count) for code, count in value) if name.endswith("_counts") else value
