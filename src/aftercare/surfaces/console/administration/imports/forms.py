"""What is asked of a file: of what records it is, and which column holds what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.models import SheetImport
from aftercare.domains.sheets.policies import may_import
from aftercare.kit.actor import Actor

SHOWN = 40  # characters of a cell


class UploadForm(forms.Form):
    """A file of records of one noun."""

    noun = forms.ChoiceField(label=gettext_lazy("What the rows are"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV (UTF-8 or GB18030) or .xlsx, at most 20 MB; the first line holds the headings."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        may_take_in = [layout for layout in LAYOUTS.values() if may_import(actor, layout.noun) is True]
        self.fields["noun"].choices = [(layout.noun, layout.label) for layout in may_take_in]  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """Which column of the noun each heading holds; headings without one are left out."""

    narrows = True  # that a column may be left out goes without saying

    def __init__(self, *args: Any, of: SheetImport, lines: Sequence[Sequence[str]], **options: Any) -> None:
        super().__init__(*args, **options)
        columns = LAYOUTS[of.noun].columns
        choices = [
            ("", _("Leave out")),
            *((one.name, f"{one.label} *" if one.needed else one.label) for one in columns),
        ]
        for place, head in enumerate(of.heads, 1):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=head or _("Column %(place)s") % {"place": place},
                choices=choices,
                required=False,
                initial=of.mapping.get(str(place), ""),
                help_text=_some_cells(lines, place - 1),
            )

    def mapping(self) -> dict[str, str]:
        """The columns by the places of their headings."""
        return {name.removeprefix("column_"): value for name, value in self.cleaned_data.items() if value}


def _some_cells(lines: Sequence[Sequence[str]], at: int) -> str:
    """What stands in the first rows, to know the column by."""
    cells = [line[at][:SHOWN] for line in lines if line[at]]
    return _("Such as: %(cells)s") % {"cells": " · ".join(cells)} if cells else _("Empty in the first rows.")
