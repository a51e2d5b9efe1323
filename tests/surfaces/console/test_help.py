"""Every page leads to the help that tells of it, in both languages."""

import pytest
from django.template.loader import get_template
from django.urls import resolve, reverse

from aftercare.surfaces.console.administration.sections import SECTIONS
from aftercare.surfaces.console.help.areas import AREAS, ELSEWHERE, FIRST, area_of
from aftercare.surfaces.console.staff import PLACES


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("area", AREAS)
def test_each_area_is_written_in_both_languages(area: str, language: str) -> None:
    assert "<h2>" in get_template(f"console/help/{language}/{area}.html").render()


def test_what_is_named_is_there() -> None:
    assert set(ELSEWHERE.values()) <= set(AREAS)
    for path in ELSEWHERE:
        resolve(f"/{path}/")


def test_places_and_sections_lead_to_their_own_help() -> None:
    places = {place.name: area_of(reverse(place.name)) for place in PLACES}
    assert {name for name, area in places.items() if area == FIRST} == {"console:home", "console:worklist"}
    assert all(area_of(reverse(section.name)) != FIRST for section in SECTIONS)
    assert area_of(reverse("console:weights")) == "dispatch"
    assert area_of(reverse("console:profile")) == "account"
