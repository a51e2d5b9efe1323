"""The time zones people choose from, by the places whose clocks they are."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location
from django import forms
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

NOWHERE = "Etc/UTC"


def zones() -> list[tuple[str, str]]:
    """The zones people live in, each once: those of China first, where most of us are, then by their places."""
    return list(_named(to_locale(get_language() or "en")))


class ZoneField(forms.ChoiceField):
    """One of the zones; what was kept under an older name of a zone stands there as that zone."""

    def __init__(self, *, choices: Callable[[], Any] = zones, **more: Any) -> None:
        choose = forms.Select(attrs={"data-combobox": True})
        super().__init__(label=_("Time zone"), choices=choices, widget=choose, **more)

    def prepare_value(self, value: Any) -> Any:
        """The zone by its present name."""
        return get_global("zone_aliases").get(value, value)


@lru_cache
def _named(locale: str) -> tuple[tuple[str, str], ...]:
    homes = get_global("zone_territories")
    lived_in = [name for name in homes if "/" in name and not name.startswith("Etc/") and name in available_timezones()]
    told = [(name, f"{get_timezone_location(name, locale=locale)} · {name}") for name in lived_in]
    return (*sorted(told, key=lambda one: (homes[one[0]] != "CN", one[1])), (NOWHERE, "UTC"))
