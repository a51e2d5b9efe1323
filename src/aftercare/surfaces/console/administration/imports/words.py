"""How imports are told: their states, the buttons of each, and how their rows end."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.sheets.states import ImportState
from aftercare.ui.components.states import Look
from aftercare.ui.parts import Words

S = ImportState
LOOKS: Mapping[str, Look] = {
    S.UPLOADED: Look("warn", "list-details", S.UPLOADED.label),
    S.CHECKING: Look("accent", "progress", S.CHECKING.label),
    S.READY: Look("warn", "eye", S.READY.label),
    S.RUNNING: Look("accent", "player-play-filled", S.RUNNING.label),
    S.DONE: Look("good", "circle-check", S.DONE.label),
    S.STOPPED: Look("neutral", "player-pause-filled", S.STOPPED.label),
    S.UNDOING: Look("accent", "arrow-back-up", S.UNDOING.label),
    S.UNDONE: Look("neutral", "arrow-back-up", S.UNDONE.label),
    S.DROPPED: Look("neutral", "ban", S.DROPPED.label),
}


class Move(NamedTuple):
    """A button: its word, its look, and what is asked before it is done."""

    label: Words
    icon: str
    kind: str
    asked: Words


MOVES: Mapping[str, Move] = {
    "run": Move(_("Carry out"), "check", "primary", ""),
    "stop": Move(_("Stop"), "player-pause", "plain", ""),
    "undo": Move(
        _("Undo the whole import"),
        "arrow-back-up",
        "danger",
        _(
            "New records are taken back, changed ones get their values of before. Where one of them is in use or was "
            "changed since, nothing is taken back, and the list says which."
        ),
    ),
    "drop": Move(_("Drop"), "ban", "plain", ""),
}
SAID: Mapping[str, Words] = {
    "run": _("The rows are being written."),
    "stop": _("The import was stopped; what is written stands."),
    "undo": _("The import is being undone."),
    "drop": _("Nothing of the file was taken in."),
}
AT_WORK: Mapping[str, Words] = {
    S.CHECKING: _("Rows checked: %(done)s of %(all)s. Nothing is written yet."),
    S.RUNNING: _("Rows dealt with: %(done)s of %(all)s. You may leave this page; the work goes on."),
    S.UNDOING: _("Rows taken back: %(done)s of %(all)s."),
}
COUNTS: Mapping[str, tuple[Words, Words, str, str]] = {
    "created": (pgettext_lazy("rows", "To be created"), pgettext_lazy("rows", "Created"), "plus", "good"),
    "changed": (pgettext_lazy("rows", "To be changed"), pgettext_lazy("rows", "Changed"), "pencil", ""),
    "same": (pgettext_lazy("rows", "Left as they are"), pgettext_lazy("rows", "Left as they are"), "point", ""),
    "refused": (pgettext_lazy("rows", "Refused"), pgettext_lazy("rows", "Refused"), "circle-x", "bad"),
}
