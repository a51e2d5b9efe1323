"""The lines a record has already, as the form shows them, and what they hold beside: price, currency, who pays."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aftercare.domains.fieldwork.queries import RecordSheet
from aftercare.surfaces.field.record_form import LINES

Row = dict[str, Any]
HIDDEN: Mapping[str, tuple[str, ...]] = {
    "parts": ("unit_price", "currency", "charged"),
    "costs": ("currency", "charged"),
    "answers": ("text",),
    "readings": (),
}
# A line that was changed in its place keeps what is hidden only while it is about the same thing.
ABOUT: Mapping[str, str] = {"parts": "part", "answers": "item"}


def shown_lines(kept: RecordSheet | None) -> Mapping[str, list[Row]]:
    """The kept lines as rows of the form."""
    if kept is None:
        return {name: [] for name in LINES}
    fields = {name: tuple(made.form.base_fields) for name, made in LINES.items()}
    lines = {name: [{f: getattr(line, f, "") for f in fields[name]} for line in getattr(kept, name)] for name in LINES}
    for row, line in zip(lines["parts"], kept.parts, strict=True):
        row |= {"part": line.part_number, "name": "" if line.part_number else line.name, "quantity": line.quantity}
    return lines


def with_hidden(name: str, typed: Mapping[int, Row], shown: Sequence[Row], kept: RecordSheet | None) -> list[Row]:
    """The typed rows, by their places in the form, each with what the kept line it comes from holds beside."""
    lines = getattr(kept, name, ())
    origins = _origins(typed, shown, ABOUT.get(name))
    return [
        row | {hidden: getattr(lines[origins[place]], hidden) for hidden in HIDDEN[name] if place in origins}
        for place, row in typed.items()
    ]


def _origins(typed: Mapping[int, Row], shown: Sequence[Row], about: str | None) -> dict[int, int]:
    """Which kept line each row comes from: one that equals it, first in its own place, or else that place's."""
    ways: tuple[Callable[[int, int], bool], ...] = (
        lambda place, line: place == line and typed[place] == shown[line],
        lambda place, line: typed[place] == shown[line],
        lambda place, line: place == line and (about is None or typed[place][about] == shown[line][about]),
    )
    free, found = list(range(len(shown))), dict[int, int]()
    for comes_from in ways:
        for place in (place for place in typed if place not in found):
            line = next((line for line in free if comes_from(place, line)), None)
            if line is not None:
                found[place] = line
                free.remove(line)
    return found
