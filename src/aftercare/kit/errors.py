"""Refusals: what the house expects to say no to. Anything else is a bug and may crash loudly."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise, lazystr
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class Refusal(Exception):
    """A no with a stable code and a sentence: what was asked, what is in the way, what would work.

    `params` fill the named placeholders of `sentence`; `errors` maps an input field to its own sentence.
    """

    code = "refused"
    sentence: Sentence = _("This was refused.")

    def __init__(
        self,
        sentence: Sentence | None = None,
        *,
        errors: Mapping[str, Sentence] | None = None,
        **params: Any,
    ) -> None:
        self.template = sentence if sentence is not None else self.sentence
        self.params = params
        itself: Sentence = lazystr(self)  # a field whose error is the whole refusal says it with its values
        self.errors = {name: itself if said is self.template else said for name, said in (errors or {}).items()}
        super().__init__()

    def __str__(self) -> str:
        text = str(self.template)
        return text % {name: _written(value) for name, value in self.params.items()} if self.params else text


def _written(value: Any) -> Any:
    """An instant as the reader writes it, in the reader's zone; anything else as it is."""
    return date_format(timezone.localtime(value), "DATETIME_FORMAT") if isinstance(value, datetime) else value


class NotAllowed(Refusal):
    """The person lacks the right; the sentence says which and who gives it."""

    code = "not_allowed"


class NotFound(Refusal):
    """Absent, or not visible to this person: the two are told apart by nobody."""

    code = "not_found"
    sentence: Sentence = _("Nothing is here, or it is not visible to you.")


class WrongState(Refusal):
    """The move is not open from the present state."""

    code = "wrong_state"

    def __init__(self, *args: Any, allowed: tuple[str, ...] = (), **params: Any) -> None:
        super().__init__(*args, **params)
        self.allowed = allowed


class Invalid(Refusal):
    """The input can't be used as it is; `errors` names the fields."""

    code = "invalid"


class Conflict(Refusal):
    """Something else already holds what was asked for."""

    code = "conflict"


class TooOften(Refusal):
    """More often than anybody needs; it works again after so many `seconds`."""

    code = "too_often"
    seconds: float = 60

    def __init__(self, *args: Any, seconds: float | None = None, **params: Any) -> None:
        self.seconds = self.seconds if seconds is None else seconds
        super().__init__(*args, seconds=self.seconds, **params)


class Stale(Refusal):
    """The thing was changed since it was read."""

    code = "stale"
    sentence = _("Somebody changed this meanwhile; read it again and repeat your change.")
