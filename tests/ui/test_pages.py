"""A page answers whole, or the part HTMX asked for; error pages; what every page carries."""

import json
import re

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.ui.urls")


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody who reads English and has not signed in."""
    client.cookies["django_language"] = "en"
    return client


def part(reader: Client, target: str, address: str = "/?surface=list") -> str:
    answer = reader.get(address, headers={"hx-request": "true", "hx-target": target})
    return answer.content.decode().strip()


def test_a_page_is_whole_at_first(reader: Client):
    html = reader.get("/?surface=list").content.decode()
    assert html.startswith('<!doctype html>\n<html lang="en" dir="ltr" data-zone="Asia/Shanghai">')
    assert '<tr id="rows-more"' in html


def test_htmx_gets_the_part_named_like_its_target(reader: Client):
    assert part(reader, "results").startswith('<ul class="ac-filters">')
    assert part(reader, "rows").startswith("<tr><td")


def test_the_row_for_more_gets_rows(reader: Client):
    assert part(reader, "rows-more", "/?surface=list&cursor=2").startswith("<tr><td")


def test_another_target_gets_the_whole_page(reader: Client):
    assert part(reader, "elsewhere").startswith("<!doctype html>")


def test_caches_are_told_that_the_answer_follows_the_target(reader: Client):
    vary = {name.strip() for name in reader.get("/?surface=list").headers["Vary"].split(",")}
    assert {"HX-Request", "HX-Target"} <= vary


def test_messages_of_a_partial_answer_become_toasts(reader: Client):
    answer = reader.get("/?surface=list&toast=1", headers={"hx-request": "true", "hx-target": "rows"})
    assert json.loads(answer.headers["HX-Trigger"]) == {
        "toast": {
            "toasts": [
                {"text": "Visit planned for Tuesday.", "tone": "good"},
                {"text": "Only 1 of FUSE-3A on hand; 3 asked for.", "tone": "bad"},
            ]
        }
    }


@pytest.mark.parametrize("surface", ["console", "plain", "portal", "field", "empty", "list"])
def test_no_page_holds_code_or_style_that_the_policy_refuses(reader: Client, surface: str):
    html = reader.get(f"/?surface={surface}").content.decode()
    assert not re.findall(r"<script(?![^>]*(?: src=| type=\"application/json\"))", html)
    assert not re.findall(r"<style|\sstyle=|\son\w+=|javascript:", html)


def test_every_page_carries_what_behaviours_need(reader: Client):
    html = reader.get("/").content.decode()
    settings = json.loads(re.search(r'name="htmx-config" content=\'([^\']+)\'', html)[1])
    assert (settings["allowEval"], settings["includeIndicatorStyles"], settings["historyCacheSize"]) == (
        False,
        False,
        0,
    )
    assert '<a class="ac-skip" href="#main">Skip to the content</a>' in html
    assert '"X-CSRFToken": "' in html
    words = json.loads(re.search(r'<script id="ui-words" type="application/json">(.+?)</script>', html)[1])
    assert words["overdue"] == "overdue %(span)s"


def test_the_rail_marks_where_one_is(reader: Client):
    html = reader.get("/").content.decode()
    assert re.findall(r'<a class="ac-rail-item" href="([^"]+)" aria-current="page">', html) == ["#home"]
    assert re.findall(r'<p class="ac-rail-group">(\w+)</p>', html) == ["Service", "Records", "Company"]


def test_the_theme_is_remembered_by_the_server(reader: Client):
    reader.cookies["theme"] = "dark"
    assert (
        '<html lang="en" dir="ltr" data-zone="Asia/Shanghai" data-bs-theme="dark">' in reader.get("/").content.decode()
    )


def test_an_absent_page_says_what_to_do(reader: Client):
    answer = reader.get("/nowhere/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert '<h1 class="ac-plain-title">Nothing is here</h1>' in html
    assert 'href="/"' in html


def test_a_broken_page_says_that_it_was_written_down(reader: Client):
    reader.raise_request_exception = False
    answer = reader.get("/broken/")
    assert answer.status_code == 500
    assert "It was written down for the administrator." in answer.content.decode()
