"""What outside judges say of the whole: the contract of the API, the HTML of every page, how pages load."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, sync_playwright

from aftercare.surfaces.api.openapi import contract
from tests.browser.judges import node, what_vnu_says
from tests.browser.test_access import FOR_NOBODY, addresses, busy
from tests.ui.browser import CHROMIUM, SWITCHES

__all__ = ["busy"]  # the fixture
pytestmark = [pytest.mark.prove, pytest.mark.browser]
LIGHTHOUSE = "lighthouse/cli/index.js"
SPECTRAL = "@stoplight/spectral-cli/dist/index.js"
LEAST = {"accessibility": 100, "best-practices": 96, "performance": 0}  # the last is measured with a clock, and told


def spectral(tmp_path: Path, document: dict[str, object]) -> list[tuple[str, str]]:
    """Which rules of `spectral:oas` the document breaks, and where."""
    given, rules = tmp_path / "openapi.json", tmp_path / "rules.yaml"
    given.write_text(json.dumps(document), encoding="utf-8")
    rules.write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
    told = node(SPECTRAL, "lint", str(given), "--ruleset", str(rules), "--format", "json", "--quiet")
    return [(one["code"], "/".join(map(str, one["path"]))) for one in json.loads(told.stdout)]


def test_spectral_finds_nothing_in_the_contract_and_what_is_missing(tmp_path):
    document = contract()
    assert spectral(tmp_path, document) == []
    path, operations = next(iter(document["paths"].items()))
    method, operation = next(iter(operations.items()))
    broken = {**document, "paths": {path: {method: {**operation, "tags": ["nowhere"]}}}}
    assert ("operation-tag-defined", f"paths/{path}/{method}/tags/0") in spectral(tmp_path, broken)


@pytest.fixture
def client_as(user_of) -> Callable[[str], Client]:
    """`client_as("agent")` reads pages in English as that person, `client_as("")` as nobody."""

    def client(role: str) -> Client:
        made = Client(headers={"accept-language": "en"})
        if role:
            made.force_login(user_of(role), backend="allauth.account.auth_backends.AuthenticationBackend")
        return made

    return client


@pytest.mark.django_db(transaction=True)
def test_every_page_is_valid_html(busy, client_as, tmp_path):
    staff, engineer, nobody = client_as("administrator"), client_as("engineer"), client_as("")
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, address in addresses(busy):
        reader = nobody if name.startswith("portal") or name in FOR_NOBODY else staff
        answer = (engineer if name.startswith("field") else reader).get(address, follow=True)
        assert answer.status_code == 200, name
        (pages / f"{name.replace(':', '-')}.html").write_bytes(answer.content)
    told = [(Path(str(one["url"])).stem, one["lastLine"], one["message"]) for one in what_vnu_says(pages)]
    assert told == []


def test_what_is_not_valid_is_found(tmp_path):
    page = "<!doctype html><html lang=en><title>Planted</title><span><ul></ul></span>"
    (tmp_path / "planted.html").write_text(page, encoding="utf-8")
    assert [one["type"] for one in what_vnu_says(tmp_path)] == ["error"]


@pytest.fixture
def judged(site: str, transactional_db, monkeypatch, user_of, tmp_path) -> Iterator[Callable[..., dict[str, int]]]:
    """`judged(address, role)` is what Lighthouse thinks of a page in a browser signed in as that role."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    switches = [*SWITCHES, "--headless=new", f"--remote-debugging-port={port}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=switches
        )
        yield lambda address, role="", *options: _scores(browser, port, site, address, user_of, role, options)
        browser.close()


def _scores(
    browser: BrowserContext, port: int, site: str, address: str, user_of, role: str, options: tuple[str, ...]
) -> dict[str, int]:
    browser.clear_cookies()
    cookies = {"django_language": "en"}
    if role:
        client = Client()
        client.force_login(user_of(role), backend="allauth.account.auth_backends.AuthenticationBackend")
        cookies["sessionid"] = client.cookies["sessionid"].value
    browser.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    asked = [f"--only-categories={','.join(LEAST)}", f"--port={port}", "--disable-storage-reset", "--output=json"]
    told = json.loads(node(LIGHTHOUSE, site + address, *asked, "--quiet", *options).stdout)
    return {name: round(told["categories"][name]["score"] * 100) for name in LEAST}


@pytest.mark.django_db(transaction=True)
def test_pages_load_well(busy, judged, capsys):
    desk = {
        "home": reverse("console:home"),
        "queue": reverse("console:requests"),
        "request": reverse("console:request", args=[busy["id"]]),
        "new request": reverse("console:request_new"),
    }
    given = {name: judged(address, "agent", "--preset=desktop") for name, address in desk.items()}
    given["sign-in"] = judged(reverse("console:sign_in"), "", "--preset=desktop")
    given["portal on a phone"] = judged(reverse("portal:submit"))
    given["job on a phone"] = judged(reverse("field:job", args=[busy["id"]]), "engineer")
    with capsys.disabled():
        print(f"\nLighthouse: {given}")
    assert {name: scores for name, scores in given.items() if any(scores[one] < LEAST[one] for one in LEAST)} == {}
