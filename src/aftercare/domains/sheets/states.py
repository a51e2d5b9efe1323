"""The states of an import and the table of its moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.kit.states import Flow, Move


class ImportState(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", pgettext_lazy("import", "Columns to be confirmed")
    CHECKING = "checking", pgettext_lazy("import", "Being checked")
    READY = "ready", pgettext_lazy("import", "Ready")
    RUNNING = "running", pgettext_lazy("import", "Running")
    DONE = "done", pgettext_lazy("import", "Done")
    STOPPED = "stopped", pgettext_lazy("import", "Stopped")
    UNDOING = "undoing", pgettext_lazy("import", "Being undone")
    UNDONE = "undone", pgettext_lazy("import", "Undone")
    DROPPED = "dropped", pgettext_lazy("import", "Dropped")


S = ImportState
AT_WORK = (S.CHECKING.value, S.RUNNING.value, S.UNDOING.value)


def _move(verb: str, sources: tuple[ImportState, ...], *targets: ImportState) -> Move:
    return Move(verb, frozenset(s.value for s in sources), frozenset(t.value for t in targets))


WORDS = {  # as they stand in a sentence
    "import": pgettext_lazy("sentence", "import"),
    "uploaded": _("waiting for its columns"),
    "checking": _("being checked"),
    "ready": _("ready"),
    "running": _("running"),
    "done": _("done"),
    "stopped": _("stopped"),
    "undoing": _("being undone"),
    "undone": _("undone"),
    "dropped": _("dropped"),
    "check": _("check"),
    "present": _("present"),
    "run": _("carry out"),
    "finish": _("finish"),
    "stop": _("stop"),
    "undo": _("undo"),
    "keep": _("keep"),
    "take_back": _("take back"),
    "drop": _("drop"),
}
FLOW = Flow(
    "import",
    S.values,
    (S.UPLOADED.value,),
    (
        _move("check", (S.UPLOADED, S.READY), S.CHECKING),
        _move("present", (S.CHECKING,), S.READY),
        _move("run", (S.READY, S.STOPPED), S.RUNNING),
        _move("finish", (S.RUNNING,), S.DONE),
        _move("stop", (S.RUNNING,), S.STOPPED),
        _move("undo", (S.DONE, S.STOPPED), S.UNDOING),
        _move("keep", (S.UNDOING,), S.DONE),
        _move("take_back", (S.UNDOING,), S.UNDONE),
        _move("drop", (S.UPLOADED, S.CHECKING, S.READY), S.DROPPED),
    ),
    WORDS,
)
