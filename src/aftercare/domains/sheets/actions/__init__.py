"""The room's commands, by subject."""

from aftercare.domains.sheets.actions.checking import begin_check, check_rows, present_import
from aftercare.domains.sheets.actions.halting import halt_import
from aftercare.domains.sheets.actions.handing_in import check_import, drop_import, upload_import
from aftercare.domains.sheets.actions.moving import run_import, stop_import, undo_import
from aftercare.domains.sheets.actions.running import finish_import, write_rows
from aftercare.domains.sheets.actions.undoing import (
    finish_undo,
    keep_import,
    look_at_rows,
    take_rows_back,
)

__all__ = [
    "begin_check",
    "check_import",
    "check_rows",
    "drop_import",
    "finish_import",
    "finish_undo",
    "halt_import",
    "keep_import",
    "look_at_rows",
    "present_import",
    "run_import",
    "stop_import",
    "take_rows_back",
    "undo_import",
    "upload_import",
    "write_rows",
]
