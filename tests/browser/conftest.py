"""The whole system behind a real browser: its own web server on the test database, and people at their own devices."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from psycopg.conninfo import make_conninfo

from tests import make
from tests.ui.browser import CHROMIUM, SWITCHES

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# A form sent back, a page that is not there, a part of somebody signed out: the browser tells of each.
EXPECTED = ("status of 422", "status of 404", "status of 401", "Code 401")
At = Callable[..., Page]
expect.set_options(timeout=15_000)


@pytest.fixture
def chromium(transactional_db, monkeypatch) -> Iterator[Browser]:
    """A browser for one test: its driver runs a loop, beside which Django opens a database connection of its own.

    So it comes after the tables were filled and is gone before they are emptied.
    """
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()
        connection.close()


@pytest.fixture(scope="session")
def site(django_db_setup) -> Iterator[str]:
    """The product's web server in a process of its own, as it runs in production, on the test database."""
    known = connection.settings_dict
    parts = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT", "password": "PASSWORD"}
    reached = make_conninfo(**{libpq: known[name] for libpq, name in parts.items() if known[name]})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    options = ["--interface", "asgi", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "aftercare.config.asgi:application"],
        env={**os.environ, "DATABASE_URL": reached, "BASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    try:
        _wait_for(f"{address}/account/login/", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        assert server.poll() is None, "the web server ended before it answered"
        try:
            urllib.request.urlopen(address, timeout=5)
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the web server does not answer")


@pytest.fixture
def page_of(site: str, chromium: Browser, user_of) -> Iterator[At]:
    """`page_of("agent")` is that person's own browser, signed in; whatever it complains about fails the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def note(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and not any(words in said.text for words in EXPECTED):
            complaints.append(said.text)

    def page(role: str = "", address: str = "", *, size: dict[str, int] = DESK, theme: str = "light", **more) -> Page:
        context = chromium.new_context(viewport=size, color_scheme=theme, timezone_id="Asia/Shanghai", **more)
        contexts.append(context)
        cookies = {"django_language": "en"}
        if role:
            client = Client()
            client.force_login(user_of(role), backend="allauth.account.auth_backends.AuthenticationBackend")
            cookies["sessionid"] = client.cookies["sessionid"].value
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
        opened = context.new_page()
        opened.set_default_timeout(15_000)
        opened.on("console", note)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        if address:
            opened.goto(site + address)
        return opened

    yield page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def engineer(at, user_of):
    """李工 with a phone of the house."""
    return make.engineer(at, user=user_of("engineer"))
