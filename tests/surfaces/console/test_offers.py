"""Which moves stand on the page of a request, in which order, and what is said of those that are refused."""

import pytest
from django.urls import reverse

from aftercare.domains.requests.queries import Move
from aftercare.surfaces.console.requests.offers import offers

WHY = "Only the service manager decides."


def told(
    *verbs: str, refused: tuple[str, ...] = (), mine: bool = False
) -> tuple[list[tuple[str, str]], list[tuple[str, bool]]]:
    shown = offers([Move(verb, WHY if verb in refused else None) for verb in verbs], mine=mine)
    at_hand = [(move.verb, look.kind) for move, look in shown.at_hand]
    return at_hand, [(move.verb, move.refusal is None) for move, _look in shown.menu]


def test_only_the_most_likely_move_is_primary():
    at_hand, _menu = told("assign", "suspend", "cancel", "merge")
    assert at_hand == [("assign", "primary"), ("suspend", "plain")]


def test_rare_moves_wait_in_the_menu_and_the_refused_ones_come_last():
    _at_hand, menu = told("assign", "suspend", "cancel", "merge", "withdraw", refused=("withdraw",))
    assert menu == [("merge", True), ("cancel", True), ("withdraw", False)]


def test_what_an_engineer_reports_is_first_for_the_engineer_and_last_for_who_speaks_for_them():
    verbs = ("assign", "start", "suspend")
    assert told(*verbs, mine=True)[0] == [("start", "primary"), ("assign", "plain"), ("suspend", "plain")]
    assert told(*verbs)[0] == [("assign", "primary"), ("suspend", "plain"), ("start", "plain")]


def test_what_leads_nowhere_is_not_primary():
    assert told("suspend", "handle", "fail")[0] == [("suspend", "plain"), ("handle", "plain"), ("fail", "plain")]


def test_three_stand_at_hand_at_most():
    at_hand, menu = told("confirm", "reject", "unreachable", "conclude", "cancel")
    assert [verb for verb, _kind in at_hand] == ["confirm", "reject", "unreachable"]
    assert menu == [("conclude", True), ("cancel", True)]


def test_a_single_rare_move_needs_no_menu_and_is_never_primary():
    assert told("reopen") == ([("reopen", "plain")], [])
    assert told("cancel") == ([("cancel", "danger")], [])


@pytest.mark.django_db
def test_a_refused_move_says_on_the_page_why_and_cannot_be_followed(client_of, assigned):
    shown = client_of("agent").get(reverse("console:request", args=[assigned.id])).content.decode()
    refused = shown.split('class="ac-menu-refused"')[1].split("</p>")[0]
    assert "<a " not in refused
    assert "You may not do this: it needs the right “assign requests and take them back”." in refused
