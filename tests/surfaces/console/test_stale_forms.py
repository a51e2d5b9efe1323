"""Whoever sends a form about what somebody else has changed meanwhile is shown what stands now: every form of the URL
table is walked, so that none is forgotten."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse

from aftercare.domains.accounts.actions import change_company
from aftercare.domains.accounts.queries import company
from aftercare.kit.models import LedgerEntry
from aftercare.ui.versions import EXPECTED, MEANWHILE
from tests import make
from tests.surfaces.console.test_permissions import TABLE
from tests.surfaces.console.test_permissions import asked as asked

pytestmark = pytest.mark.django_db
# Forms that begin with what stands, and change it.
CHANGING = (
    "console:agreement_change", "console:approach", "console:approval_limit_change",
    "console:billing_rule",
    "console:billing_settings", "console:calendar_change", "console:calendar_day", "console:call_back_rule",
    "console:company", "console:contact", "console:contact_consent", "console:customer_change",
    "console:device_change", "console:device_move", "console:engineer_change",
    "console:level_change", "console:level_grades",
    "console:level_targets", "console:price_list_change", "console:suggestion_change", "console:record_rule",
    "console:reply", "console:request_customer", "console:role_change", "console:site", "console:statutory_rule",
    "console:tax_rate_change", "console:team_change", "console:template", "console:unit_change", "console:unit_move",
    "console:user_change", "console:weights", "console:word_change",
)  # fmt: skip
# They know too what their reader saw, and are tried where more than their fields must be sent.
TRIED_ELSEWHERE = {
    "console:agreement_include": "asks for a reason: test_agreements.py",
    "console:approach_hand_over": "asks for a colleague: test_suggestions.py",
    "console:approval_limit_new": "is the form of a limit that is changed",
    "console:grading": "begins without rules: test_grading_rules.py",
    "console:price_list_paste": "takes a pasted table: test_prices.py",
    "console:request_change": "tells what others did: test_relating.py",
    "console:order_change": "is sent with its lines when it is sent again: test_orders.py",
    "console:order_move": "asks for a reason: test_orders.py",
    "console:quotation_change": "is sent with its lines: test_bills.py",
    "console:charge_change": "is sent with its lines: test_bills.py",
    "console:order_new": "is the form of an order that is changed",
    "console:suggestion_new": "is the form of a suggestion that is changed",
}
# Forms that begin with something, and change nothing that others might have changed meanwhile.
MAKING = "makes something new"
ONCE = "is done once: a second time is refused"
PROPOSED = "begins with what is proposed, not with what stands"
OWN = "is one person's own"
OTHERS = {
    **dict.fromkeys(
        (
            *(
                "console:agreement_new",
                "console:agreement_renew",
                "console:calendar_new",
                "console:device_new",
            ),
            *("console:request_new_for", "console:request_split", "console:role_copy", "console:role_new"),
            *("console:token_new", "console:unit_new", "console:user_new", "console:warranty_extend"),
            "console:service_rate_new",
        ),
        MAKING,
    ),
    **dict.fromkeys(
        (
            *("console:engineer_use", "console:permission_request", "console:shipment_deliver"),
            *("console:warranty_void", "console:component_out"),
        ),
        ONCE,
    ),
    **dict.fromkeys(
        (
            *("console:calendar_days", "console:calendar_holidays", "console:request_coverage"),
            *("console:shipment_track", "console:request_registration"),
        ),
        PROPOSED,
    ),
    **dict.fromkeys(("console:profile", "console:request_view", "field:fail", "field:record"), OWN),
    "console:customer_filters": "asks, and changes nothing",
    "console:role_second_factor": "says by its button what is demanded from now on",
}


def opener(name: str) -> str:
    """A role for which the page opens."""
    allowed = TABLE[name].allowed
    return "administrator" if "administrator" in allowed else min(allowed, default="")


def form_on(answer: Any) -> forms.Form | None:
    """The form of the page, where it begins with something."""
    found = answer.context.get("form") if answer.context else None
    return found if isinstance(found, forms.Form) and found.initial else None


def test_every_form_about_what_stands_knows_what_its_reader_saw(asked, client_of):
    clients: dict[str, Any] = {}
    knowing, blind = set(), set()
    for name, row in TABLE.items():
        role = opener(name)
        if row.method != "get" or not role:
            continue
        client = clients.setdefault(role, client_of(role))
        answer = asked(client, name)
        form = form_on(answer)
        if form is not None:
            seen = EXPECTED in form.fields or 'name="seen"' in answer.content.decode()
            (knowing if seen else blind).add(name)
    assert (knowing ^ {*CHANGING, *TRIED_ELSEWHERE}, blind ^ set(OTHERS)) == (set(), set())


def typed(bound: BoundField) -> Any:
    """What a browser sends of a field nobody touched; None of a box without a tick."""
    value = bound.value()
    if isinstance(bound.field, forms.BooleanField) and not isinstance(bound.field.widget, forms.HiddenInput):
        return "on" if value else None
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    shown = bound.field.widget.format_value(value)
    return (shown[0] if shown else "") if isinstance(shown, list) else str(shown or "")


Sent = tuple[Any, str, dict[str, Any], int, Any]


def sent_stale(asked: Callable[..., Any], client_of: Callable[..., Any], name: str) -> Sent:
    """Send the form untouched as if its reader had seen something else: client, address, fields, version, answer."""
    client = client_of(opener(name))
    page = asked(client, name)
    form, place = page.context["form"], page.request["PATH_INFO"]
    untouched = {bound.html_name: sent for bound in form if (sent := typed(bound)) is not None}
    seen = int(form[EXPECTED].value())
    return client, place, untouched, seen, client.post(place, untouched | {EXPECTED: str(seen + 1)})


@pytest.mark.parametrize("name", [*CHANGING, "console:order_change"])
def test_a_form_that_saw_something_else_comes_back_and_changes_nothing(name, asked, client_of):
    asked(client_of(opener(name)), name)
    facts = LedgerEntry.objects.count()
    _client, _place, _untouched, seen, refused = sent_stale(asked, client_of, name)
    assert (refused.status_code, str(MEANWHILE) in refused.content.decode()) == (422, True)
    assert int(refused.context["form"][EXPECTED].value()) == seen
    assert LedgerEntry.objects.count() == facts


@pytest.mark.parametrize("name", CHANGING)
def test_a_form_that_came_back_is_taken_when_it_is_sent_again(name, asked, client_of):
    client, place, untouched, seen, _refused = sent_stale(asked, client_of, name)
    assert client.post(place, untouched | {EXPECTED: str(seen)}).status_code == 302


def test_what_stands_by_another_hand_is_shown_beside_what_was_typed_and_taken_over_by_sending_again(client_of, at):
    client, place = client_of("administrator"), reverse("console:company")
    form = client.get(place).context["form"]
    mine = {bound.html_name: typed(bound) for bound in form} | {"phone": "021-1111"}
    change_company(make.HOUSE, company(), phone="021-2222", at=at)
    refused = client.post(place, mine)
    told = refused.context["form"]
    assert (refused.status_code, told["phone"].value(), told["phone"].stands_now.words) == (422, "021-1111", "021-2222")
    assert told["name"].stands_now is None
    assert company().phone == "021-2222"
    assert client.post(place, mine | {EXPECTED: told[EXPECTED].value()}).status_code == 302
    assert company().phone == "021-1111"


def test_what_else_became_of_the_thing_makes_no_form_stale(client_of, user_of, at):
    """A sign-in raises the version of a person; the form about them shows nothing of it."""
    person, client = user_of("agent"), client_of("administrator")
    place = reverse("console:user_change", args=[person.id])
    form = client.get(place).context["form"]
    mine = {bound.html_name: typed(bound) for bound in form} | {"name": "李四"}
    person.last_login = at
    person.save(update_fields=["last_login"])
    assert client.post(place, mine).status_code == 302
    person.refresh_from_db()
    assert person.name == "李四"
