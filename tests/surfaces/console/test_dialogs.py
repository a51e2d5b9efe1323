"""A form in a dialog: what is in the way is told in it, and where a page follows, the browser goes there."""

from datetime import timedelta

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
IN_A_DIALOG = {"HX-Request": "true", "HX-Target": "dialog"}


@pytest.fixture
def address(assigned):
    return reverse("console:request_move", args=[assigned.id, "suspend"])


def test_a_refusal_stays_in_the_dialog_at_the_field_that_is_first_in_the_way(client_of, address):
    refused = client_of("dispatcher").post(address, {"note": "等通知"}, headers=IN_A_DIALOG)
    said = refused.content.decode()
    assert (refused.status_code, "<html" in said, "等通知" in said) == (422, False, True)
    assert said.count("autofocus") == 1
    assert said.index("autofocus") > said.index('name="reason"')
    assert said.index("autofocus") < said.index('name="until"')


def test_where_a_page_follows_the_browser_goes_there_with_the_word_about_it(client_of, address, assigned, at):
    client, until = client_of("dispatcher"), (assigned.required_at - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    made = client.post(address, {"reason": "parts", "until": until}, headers=IN_A_DIALOG)
    here = reverse("console:request", args=[assigned.id])
    assert (made.status_code, made.headers.get("HX-Redirect"), "Location" in made.headers) == (204, here, False)
    assert assigned.number in client.get(here).content.decode()
    assigned.refresh_from_db()
    assert assigned.state == "suspended"


def test_a_form_of_a_page_leads_on_as_ever(client_of, address, assigned):
    until = (assigned.required_at - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    made = client_of("dispatcher").post(address, {"reason": "parts", "until": until})
    assert (made.status_code, made["Location"]) == (302, reverse("console:request", args=[assigned.id]))
