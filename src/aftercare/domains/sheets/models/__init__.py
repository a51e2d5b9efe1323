"""The tables of the room."""

from aftercare.domains.sheets.models.imports import SheetImport
from aftercare.domains.sheets.models.remembered import RememberedColumns
from aftercare.domains.sheets.models.rows import Outcome, SheetRow

__all__ = ["Outcome", "RememberedColumns", "SheetImport", "SheetRow"]
