"""A server for the pages of tests/ui/urls.py and a browser to look at them; no test here reaches a database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SWITCHES += ["--disable-sync", "--no-first-run"]
AXE = Path(__file__).resolve().parents[2] / "build/vendor/node_modules/axe-core/axe.min.js"
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with override_settings(ROOT_URLCONF="tests.ui.urls", ALLOWED_HOSTS=["127.0.0.1"]):
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        assert not thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def opened(server: str, chromium: Browser) -> Iterator[Opened]:
    """Open an address as a reader of English; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def note(said: ConsoleMessage) -> None:
        # A form sent back answers 422, which the browser reports although the page means it.
        if said.type in {"error", "warning"} and "status of 422" not in said.text:
            complaints.append(said.text)

    def visit(
        address: str = "/", *, width: int = 1280, theme: str = "light", still: bool = False, **more: object
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 860}, color_scheme=theme, timezone_id="Asia/Shanghai", **more
        )
        contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": "en", "url": server}])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if still:  # the test moves the clock
            page.clock.install()
        page.goto(server + address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []
