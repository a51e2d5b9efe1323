"""What the command line says of an error that was to be expected; everything else is a bug and keeps its traceback."""

import sys


def sentence_for(error: Exception) -> str | None:
    """One sentence, or None for a bug; a library that is not loaded has raised nothing, so none is loaded here."""
    if hasattr(error, "sentence"):  # a Refusal or a DatabaseTrouble
        return str(error)
    if _is(error, "django.db", "OperationalError") or _is(error, "psycopg", "OperationalError"):
        return f"The database does not do what was asked: {_first_line(error)}."
    if _is(error, "django.core.exceptions", "ImproperlyConfigured"):
        return f"The configuration is not usable: {_first_line(error)}."
    if _is(error, "pydantic", "ValidationError"):
        return f"The configuration is not usable: {_settings(error)}."
    return None


def _is(error: Exception, module: str, name: str) -> bool:
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and isinstance(error, kind)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _settings(error: Exception) -> str:
    problems = getattr(error, "errors")()  # noqa: B009  the type is known by name only
    return "; ".join(f"{'.'.join(map(str, each['loc'])).upper()}: {_said(each['msg'])}" for each in problems)


def _said(words: str) -> str:
    return words.removeprefix("Value error, ")
