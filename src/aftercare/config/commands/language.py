"""In which language the command line says what the house refuses: English, or Chinese in a Chinese terminal."""

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping


def language_of(terminal: Mapping[str, str]) -> str:
    """The language that a terminal's settings ask for, by the first of them that is set."""
    asked = next((terminal[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if terminal.get(name)), "")
    return "zh-hans" if asked.lower().startswith("zh") else "en"


@contextlib.contextmanager
def in_the_terminals_language() -> Iterator[None]:
    """Speak it meanwhile; before the program is loaded there is nothing to translate."""
    if "django.utils.translation" not in sys.modules or not _is_ready():
        yield
        return
    from django.utils import translation

    with translation.override(language_of(os.environ)):
        yield


def _is_ready() -> bool:
    from django.apps import apps

    return apps.ready
