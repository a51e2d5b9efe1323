"""Static files are answered whole, as the web server's kind of application wants them."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from aftercare.config.static_files import StaticFiles

MARK = "/static/ui/img/mark.svg"


@pytest.fixture
def served(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "not" / "there"
    settings.WHITENOISE_USE_FINDERS, settings.WHITENOISE_AUTOREFRESH = True, False
    middleware = StaticFiles(lambda request: HttpResponse("page"))
    return lambda path, **headers: middleware(RequestFactory().get(path, headers=headers))


def test_a_file_comes_whole_and_its_folder_is_made(served, settings):
    answer = served(MARK)
    assert (answer.streaming, answer["Content-Type"], answer.content[:4]) == (False, "image/svg+xml", b"<svg")
    assert int(answer["Content-Length"]) == len(answer.content)
    assert settings.STATIC_ROOT.is_dir()


def test_a_part_comes_as_a_part_and_what_is_known_is_not_sent_again(served):
    whole = served(MARK)
    part = served(MARK, range="bytes=1-3")
    assert (part.status_code, part.content) == (206, whole.content[1:4])
    again = served(MARK, **{"if-modified-since": whole["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


def test_everything_else_is_answered_by_the_pages(served):
    assert served("/static/nothing.css").content == b"page"
