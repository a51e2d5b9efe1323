"""An empty sheet to fill in: headings, an example, and what may stand in each column."""

from typing import Any

from django.utils.translation import gettext as _

from aftercare.domains.sheets.columns import Column, Layout


def example_of(layout: Layout) -> list[str]:
    """A row as it might be filled in."""
    return [str(column.example) for column in layout.columns]


def notes_of(layout: Layout) -> list[list[Any]]:
    """A line for each column, under headings of its own."""
    heads = [_("Column"), _("Must be filled in"), _("What may stand in it"), _("Also known as")]
    return [
        heads,
        *([str(one.label), _("Yes") if one.needed else "", _allowed(one), _also(one)] for one in layout.columns),
    ]


def _allowed(column: Column) -> str:
    """The note and the values, or how long a text may be."""
    said = [str(column.note)] if column.note else []
    if column.choices:
        said.append(_("One of: %(values)s.") % {"values": ", ".join(map(str, column.choices.values()))})
    else:
        said.append(_("At most %(most)s characters.") % {"most": column.longest})
    return " ".join(said)


def _also(column: Column) -> str:
    return ", ".join((column.name, *column.also))
