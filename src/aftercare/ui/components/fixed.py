"""What stands on every page as it is: drawn once for each language while the program runs."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def fixed(template: str, **given: str) -> SafeString:
    """The template, which shows nothing but these words and the reader's language; never what belongs to a person."""
    return _drawn(template, get_language() or "", tuple(given.items()))


@lru_cache(maxsize=64)
def _drawn(template: str, _language: str, given: tuple[tuple[str, str], ...]) -> SafeString:
    return SafeString(render_to_string(template, dict(given)))  # nosec B703  the template escapes
