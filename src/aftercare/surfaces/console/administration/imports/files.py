"""Files around imports: a sheet to fill in, and the rows that were refused."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.policies import RUN, may_use_import, visible_imports
from aftercare.domains.sheets.queries import heads_of, refused_lines
from aftercare.domains.sheets.template import example_of, notes_of
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may, require
from aftercare.kit.sheets import CONTENT_TYPES
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.sheets import sheet_answer


@staff
def template(request: StaffRequest, noun: str, format: str) -> HttpResponse:
    """Headings in the reader's language, an example, and in a workbook a sheet with what may stand in each column."""
    require(may(request.actor, RUN))
    if noun not in LAYOUTS or format not in CONTENT_TYPES:
        raise NotFound()
    layout = LAYOUTS[noun]
    rows, notes = [example_of(layout)], notes_of(layout)
    answer, _count = sheet_answer(noun, format, heads_of(noun), rows, notes=notes, notes_title=_("Notes"))
    return answer


@staff
def refused(request: StaffRequest, import_id: UUID, format: str) -> HttpResponse:
    """The rows that stayed out as they were handed in, with the reason at the end of each."""
    require(may(request.actor, RUN))
    found = visible_imports(request.actor).filter(pk=import_id).first()
    if found is None or format not in CONTENT_TYPES:
        raise NotFound()
    require(may_use_import(request.actor, found))
    titles = [*found.heads, _("Why it was refused")]
    answer, _count = sheet_answer(f"{found.number}-refused", format, titles, refused_lines(found))
    return answer
