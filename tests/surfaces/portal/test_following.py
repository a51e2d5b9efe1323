"""The page behind a link: what happened so far, whether it is still true, and what a customer's answer does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.dispatch.queries import live_visit
from aftercare.domains.requests import guards
from aftercare.domains.requests.actions import (
    assign_request,
    fail_request,
    handle_request,
    note_request,
    start_request,
    withdraw_request,
)
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.ledger import facts_of
from tests import make
from tests.make import HOUSE, later
from tests.reacting import run_reactions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_record_needed(monkeypatch):
    """The service record has tests of its own, in fieldwork."""
    monkeypatch.setattr(guards.before_handling, "vetoes", [])


@pytest.fixture
def in_progress(assigned, actor_of, at):
    return start_request(actor_of("engineer"), assigned, at=at)


@pytest.fixture
def handled(in_progress, actor_of, at):
    return handle_request(actor_of("engineer"), in_progress, at=at)


def address(wanted: ServiceRequest, name: str = "track") -> str:
    return reverse(f"portal:{name}", args=[token_of(wanted)])


def rated(nobody, wanted: ServiceRequest, mark: int, comment: str = "", **more):
    return nobody.post(address(wanted, "rate"), {"satisfaction": mark, "comment": comment}, **more)


def said(answer) -> str:
    return answer.content.decode()


def steps(nobody, wanted: ServiceRequest) -> list[tuple[str, str, object]]:
    """Label, how far, and when: of each step."""
    shown = nobody.get(address(wanted)).context["steps"]
    return [(str(one.label), "done" if one.done else "now" if one.current else "", one.at) for one in shown]


def test_the_page_is_told_when_it_still_shows_what_is_true(client_of, assigned, actor_of, at):
    nobody = client_of("")
    shown = nobody.get(address(assigned)).context["version"]
    asks = {"hx-request": "true", "hx-target": "state", "if-none-match": str(shown)}
    assert nobody.get(address(assigned), headers=asks).status_code == 304
    start_request(actor_of("engineer"), assigned, at=at)
    answer = nobody.get(address(assigned), headers=asks)
    assert (answer.status_code, "In progress" in said(answer), "<html" in said(answer)) == (200, True, False)


def test_a_visit_that_ends_after_its_attempt_leaves_the_page(client_of, user_of, at, frozen):
    slot = Slot(later(at, hours=2), later(at, hours=3))
    worker = make.engineer(at, user=user_of("engineer"))
    wanted = assign_by_hand(HOUSE, make.request(at), engineer=worker, slot=slot, at=at)
    run_reactions()
    withdraw_request(HOUSE, wanted, reason="Ill.", at=at)
    nobody, link = client_of(""), address(wanted)
    before = nobody.get(link).context  # the worker comes a moment later
    assert before["visit"] == live_visit(wanted) is not None
    run_reactions()
    asks = {"hx-request": "true", "hx-target": "state", "if-none-match": before["version"]}
    assert nobody.get(link, headers=asks).status_code == 200
    assert nobody.get(link).context["visit"] is None


def test_a_part_reads_only_what_it_shows(client_of, handled):
    nobody, link, asked = client_of(""), address(handled), {}
    nobody.get(link)
    for part in ("state", "answer", "track", "talk", "reach", ""):
        headers = {"hx-request": "true", "hx-target": part} if part else {}
        with CaptureQueriesContext(connection) as statements:
            nobody.get(link, headers=headers)
        asked[part] = len(statements)
    assert asked == {"state": 7, "answer": 4, "track": 9, "talk": 7, "reach": 4, "": 12}


def test_the_question_of_the_page_shows_nothing_to_who_has_no_link(client_of, assigned):
    nobody, link = client_of(""), address(assigned)
    asks = {"hx-request": "true", "if-none-match": str(facts_of(assigned.ref).count())}
    assert nobody.get(link[:-3] + "xx/", headers=asks).status_code == 404


def test_a_reader_who_reloads_is_always_shown_the_page(client_of, assigned):
    answer = client_of("").get(address(assigned))
    assert "ETag" not in answer
    assert client_of("").get(address(assigned), headers={"if-none-match": "2"}).status_code == 200


def test_the_parts_of_the_page_are_answered_alone(client_of, handled, actor_of, at):
    note_request(actor_of("agent"), handled, text="We come on Friday.", internal=False, at=at)
    holds = {"answer": "How satisfied are you?", "talk": "We come on Friday.", "reach": "Write to us"}
    for part, words in holds.items():
        shown = said(client_of("").get(address(handled), headers={"hx-request": "true", "hx-target": part}))
        assert [one for one in holds.values() if one in shown] == [words]


def test_a_page_that_ended_while_it_was_open_is_loaded_anew(client_of, assigned, frozen, at):
    nobody = client_of("")
    nobody.post(address(assigned, "cancel"), {"why": "works"})
    frozen.move_to(later(at, days=31))
    answer = nobody.get(address(assigned), headers={"hx-request": "true", "hx-target": "reach"})
    assert (answer["HX-Refresh"], said(answer)) == ("true", "")


def test_a_failed_visit_stays_told_and_we_come_again(client_of, in_progress, actor_of, at, frozen):
    frozen.move_to(later(at, hours=2))
    failed = fail_request(actor_of("engineer"), in_progress, outcome="not_home", at=later(at, hours=2))
    nobody = client_of("")
    assert steps(nobody, failed) == [
        ("We have your request", "done", at),
        ("We tried; it is not solved yet", "done", later(at, hours=2)),
        ("We come again", "now", None),
        ("Somebody is assigned", "", None),
        ("Work is under way", "", None),
        ("Work is done; we ask whether you are satisfied", "", None),
        ("Closed", "", None),
    ]
    assert nobody.get(address(failed)).context["steps"][1].person == "李工"
    assign_request(actor_of("dispatcher"), failed, engineer=in_progress.engineer, at=later(at, hours=2))
    assert steps(nobody, failed)[2:4] == [
        ("We come again", "done", None),
        ("Somebody is assigned", "now", later(at, hours=2)),
    ]


def test_the_first_instant_stays_though_it_waits_anew(client_of, assigned, actor_of, at):
    withdraw_request(actor_of("dispatcher"), assigned, reason="Ill.", at=later(at, hours=1))
    assert steps(client_of(""), assigned)[0] == ("We have your request", "now", at)


def test_a_satisfied_customer_is_thanked_and_told_how_to_open_it_again(client_of, handled, at):
    nobody = client_of("")
    shown = said(rated(nobody, handled, 5, follow=True))
    assert "Thank you for your answer. Your request is closed." in shown
    assert "Your answer: Very satisfied" in shown
    assert (f'action="{address(handled, "reopen")}"' in shown, "9 Apr 2026, 09:00" in shown) == (True, True)


def test_a_bad_mark_needs_its_reason_and_keeps_the_choice(client_of, handled):
    answer = rated(client_of(""), handled, 2)
    assert answer.status_code == 422
    assert answer.context["rate_form"].errors == {"comment": ["Tell us what is not right, so that we come prepared."]}
    assert answer.context["rate_form"]["satisfaction"].value() == "2"
    assert ServiceRequest.objects.get().state == "handled"


def test_a_bad_mark_is_acknowledged_and_the_desk_reads_the_customers_words(client_of, handled):
    shown = said(rated(client_of(""), handled, 2, "Still drips.", follow=True))
    assert "Thank you for telling us. We come again." in shown
    assert "You told us that it is not solved" in shown
    assert ServiceRequest.objects.get().state == "pending"
    story = said(client_of("agent").get(reverse("console:request", args=[handled.id])))
    assert ("Still drips." in story, "The customer is not satisfied." in story) == (True, False)


def test_after_the_second_failure_the_manager_is_named(client_of, in_progress, actor_of, at):
    ServiceRequest.objects.update(failed_attempts=1)
    in_progress.refresh_from_db()
    handle_request(actor_of("engineer"), in_progress, at=at)
    shown = said(rated(client_of(""), in_progress, 1, "Still drips.", follow=True))
    assert "Thank you for telling us. The service manager looks at it and decides how we go on." in shown
    assert ServiceRequest.objects.get().state == "locked"


def test_a_second_tab_is_told_that_it_is_closed_and_keeps_its_words(client_of, handled):
    nobody = client_of("")
    rated(nobody, handled, 5)
    answer = rated(nobody, handled, 4, "The remote is missing.")
    assert answer.status_code == 422
    assert "The request has moved on meanwhile, so your answer was not counted" in said(answer)
    assert answer.context["reopen_form"].initial == {"reason": "The remote is missing."}
    assert said(answer).count("The remote is missing.") == 1
    assert ServiceRequest.objects.get().satisfaction == 5


def test_words_that_came_too_late_become_a_message_while_it_is_open(client_of, handled):
    nobody = client_of("")
    answer = nobody.post(address(handled, "cancel"), {"why": "other", "words": "I sold it."})
    assert (answer.status_code, answer.context["message_form"].initial) == (422, {"text": "I sold it."})
    assert ServiceRequest.objects.get().state == "handled"


def test_the_customer_opens_it_again_with_a_reason(client_of, handled):
    nobody = client_of("")
    rated(nobody, handled, 5)
    refused = nobody.post(address(handled, "reopen"), {"reason": ""})
    assert (refused.status_code, ServiceRequest.objects.get().state) == (422, "closed")
    shown = said(nobody.post(address(handled, "reopen"), {"reason": "It drips again."}, follow=True))
    assert "Your request is open again; we come again." in shown
    assert "You told us that it is broken again" in shown
    assert (ServiceRequest.objects.get().state, ServiceRequest.objects.get().series) == ("pending", 2)


def test_nothing_is_opened_again_before_it_is_closed(client_of, assigned):
    answer = client_of("").post(address(assigned, "reopen"), {"reason": "It drips again."})
    assert (answer.status_code, ServiceRequest.objects.get().state) == (422, "assigned")
    assert answer.context["message_form"].initial == {"text": "It drips again."}
