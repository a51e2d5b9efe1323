"""Buttons, moves, tokens."""

import re
from types import SimpleNamespace

from django.template import Context, Template
from django.test import RequestFactory

from tests.ui.conftest import Show

TOKEN = "0198f2a4-7c3b-7d1e-9a55-2b1c9d8e7f60"


def test_a_button_with_an_address_is_a_link(show: Show):
    assert show('{% button "New" url="/new/" kind="primary" %}') == (
        '<a class="btn btn-primary" href="/new/"><span class="ac-btn-words">New</span></a>'
    )


def test_other_words_become_attributes(show: Show):
    html = show('{% button "Start" name="verb" value="start" hx_post="/x/" disabled=False key="s" %}')
    assert html == (
        '<button class="btn" name="verb" value="start" hx-post="/x/" type="submit" data-key="s">'
        '<span class="ac-btn-words">Start</span><kbd class="ac-key" aria-hidden="true">s</kbd></button>'
    )


def test_a_button_that_opens_something_does_not_send_the_form_around_it(show: Show):
    assert 'type="button"' in show('{% button "Cancel" data_open="cancel" %}')


def test_an_icon_button_keeps_its_words_for_those_who_hear(show: Show):
    html = show('{% button "Edit" icon="edit" only_icon=True %}')
    assert '<span class="visually-hidden">Edit</span>' in html
    assert 'title="Edit"' in html


def test_a_refused_move_can_be_reached_and_tells_why(show: Show):
    html = show('{% move_button "Close" icon="check" url="/close/" key="c" refused="A call-back must come first." %}')
    reason = re.search(r'aria-describedby="(why-\w+)"', html)
    assert reason
    assert f'<span class="ac-tip" role="tooltip" id="{reason[1]}">A call-back must come first.</span>' in html
    assert 'aria-disabled="true"' in html
    assert "/close/" not in html
    assert "data-key" not in html
    assert " disabled" not in html


def test_a_move_that_is_open_is_a_plain_button(show: Show):
    assert show('{% move_button "Start" url="/start/" refused="" %}') == (
        '<a class="btn" href="/start/"><span class="ac-btn-words">Start</span></a>'
    )


def test_a_form_gets_a_token_and_keeps_it_when_it_comes_back(show: Show):
    fresh = show("{% once %}")
    assert re.fullmatch(r'<input type="hidden" name="idempotency_key" value="[0-9a-f-]{36}" data-once="">', fresh)
    request = RequestFactory().post("/", {"idempotency_key": TOKEN})
    assert TOKEN in Template("{% load ui %}{% once %}").render(Context({"request": request}))


def test_the_token_says_in_which_version_the_form_was_shown():
    shown = Template("{% load ui %}{% once %}").render(Context({"wanted": SimpleNamespace(version=7)}))
    assert shown.endswith('data-once="7">')


def test_a_token_that_is_none_of_ours_is_not_given_back():
    request = RequestFactory().post("/", {"idempotency_key": '"><script>'})
    assert "script" not in Template("{% load ui %}{% once %}").render(Context({"request": request}))


def test_the_theme_of_the_cookie_stands_on_the_page_and_nothing_else_does():
    request = RequestFactory().get("/")
    for kept, attribute in [("dark", ' data-bs-theme="dark"'), ("x onload=1", "")]:
        request.COOKIES["theme"] = kept
        assert Template("{% load ui %}{% theme %}").render(Context({"request": request})) == attribute
