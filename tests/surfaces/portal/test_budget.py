"""How much a customer's phone loads: bytes as they cross the line."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from aftercare.domains.requests.links import token_of
from aftercare.ui.components.assets import EXTRAS, SCRIPTS

pytestmark = pytest.mark.django_db
OF_SCRIPT = 100_000
OF_A_FIRST_PAGE = 300_000
FILES = re.compile(r'(?:src|href)="/static/([^"#?]+)')


def packed(content: bytes) -> int:
    return len(gzip.compress(content))


def weights(page: str) -> tuple[int, int]:
    """Of the scripts, and of everything with the page itself."""
    files = {name: packed(Path(finders.find(name)).read_bytes()) for name in set(FILES.findall(page))}
    scripts = sum(weight for name, weight in files.items() if name.endswith(".js"))
    return scripts, sum(files.values()) + packed(page.encode())


def pages(nobody, wanted) -> dict[str, str]:
    """Every page somebody without an account comes to."""
    token = token_of(wanted)
    addresses = {
        "submit": reverse("portal:submit"),
        "sent": reverse("portal:sent", args=[token]),
        "track": reverse("portal:track", args=[token]),
        "ask": reverse("portal:ask"),
    }
    return {name: nobody.get(address).content.decode() for name, address in addresses.items()}


def test_every_page_keeps_the_budget_of_script_and_of_a_first_page(client_of, company, assigned):
    found = {name: weights(page) for name, page in pages(client_of(""), assigned).items()}
    assert [name for name, (script, _all) in found.items() if script >= OF_SCRIPT] == []
    assert [name for name, (_script, whole) in found.items() if whole >= OF_A_FIRST_PAGE] == []


def test_only_what_a_page_needs_is_loaded_beside_the_portals_own_scripts(client_of, company, assigned):
    everywhere = set(SCRIPTS["portal"])
    extras = {file for files in EXTRAS.values() for file in files}
    found = {
        name: sorted(set(re.findall(r'<script src="/static/([^"]+)"', page)) & extras - everywhere)
        for name, page in pages(client_of(""), assigned).items()
    }
    assert found == {"submit": ["ui/js/photo.js"], "sent": ["ui/js/copy.js"], "track": ["ui/js/photo.js"], "ask": []}
