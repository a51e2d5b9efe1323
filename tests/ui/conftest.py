"""What tests of the look have: a template rendered from a string, in English, on a fixed clock."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory

from tests.ui.browser import chromium, opened, server  # noqa: F401  fixtures of the tests in a browser

Show = Callable[..., str]


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    """The fixed clock of the house, standing still."""
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def show() -> Show:
    """Render a line of template with the `ui` tags; `url` is the address of the page it stands on."""

    def render(line: str, url: str = "/", **context: object) -> str:
        context["request"] = RequestFactory().get(url)
        return Template("{% load ui i18n %}" + line).render(Context(context))

    return render
