"""Which heading means which column: by its name, its heading in any language, and the other words it is known by."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from aftercare.domains.sheets.columns import LAYOUTS, Layout
from aftercare.domains.sheets.errors import ColumnMissing, ColumnTwice, UnknownColumn
from aftercare.domains.sheets.languages import in_each_language
from aftercare.kit.words import folded

Chosen = dict[str, str]
NO_LETTER = re.compile(r"[\W_]+")
IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")


def layout_of(heads: Sequence[str]) -> str:
    """The hash by which files with these headings are known again."""
    return hashlib.sha256("\n".join(map(_bare, heads)).encode()).hexdigest()


def proposed(noun: str, heads: Sequence[str]) -> Chosen:
    """For each heading, by its place from 1, the column it most likely means; of two for one column the first."""
    known = _known(noun)
    found: Chosen = {}
    for place, head in enumerate(heads, 1):
        column = known.get(_bare(head)) or known.get(_bare(IN_BRACKETS.sub("", head)))
        if column and column not in found.values():
            found[str(place)] = column
    return found


@lru_cache(maxsize=16)
def _known(noun: str) -> dict[str, str]:
    """Every bare word for a column; a column's own names go before the other words of those before it."""
    names: dict[str, str] = {}
    also: dict[str, str] = {}
    for column in LAYOUTS[noun].columns:
        for word in (column.name, *in_each_language(column.label)):
            names.setdefault(_bare(word), column.name)
        for word in column.also:
            also.setdefault(_bare(word), column.name)
    return {**also, **names}


def _bare(text: str) -> str:
    return NO_LETTER.sub("", folded(text))


def checked_mapping(layout: Layout, heads: Sequence[str], mapping: Mapping[str, str]) -> Chosen:
    """The mapping without headings that mean nothing, once every needed column and one key have a heading."""
    chosen = {place: name for place, name in mapping.items() if name}
    columns = layout.by_name
    for place, name in chosen.items():
        if name not in columns or not (place.isdecimal() and 1 <= int(place) <= len(heads)):
            raise UnknownColumn(column=f"{place}: {name}", wide=len(heads), known=", ".join(columns))
        if list(chosen.values()).count(name) > 1:
            raise ColumnTwice(column=columns[name].label)
    missing = [str(column.label) for column in layout.columns if column.needed and column.name not in chosen.values()]
    if not any(key in chosen.values() for key in layout.keys):
        missing.append(" / ".join(str(columns[key].label) for key in layout.keys))
    if missing:
        raise ColumnMissing(missing=", ".join(missing))
    return chosen
