"""Countries by their names."""

from collections.abc import Iterable, Mapping

from babel import Locale
from django.utils.translation import get_language, to_locale


def country_name(code: str) -> str:
    """A country (ISO 3166) in the active language; the code itself where nobody names it."""
    return _names().get(code, code)


def countries(codes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """These countries, or all there are, each with its name: China first, where most of us are, then by name."""
    names = _names()
    wanted = [*codes] or [code for code in names if len(code) == 2 and code.isalpha()]
    return sorted(((code, names.get(code, code)) for code in wanted), key=lambda one: (one[0] != "CN", one[1]))


def _names() -> Mapping[str, str]:
    return Locale.parse(to_locale(get_language() or "en")).territories
