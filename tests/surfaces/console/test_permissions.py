"""Who may open which page: a row for every address of the URL table, each tried as every role, as a stranger, as nobody."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from aftercare.domains.accounts.roles import ROLES
from aftercare.domains.requests.links import token_of
from tests import make
from tests.surfaces.console.routes import page_routes

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset({*ROLES, "stranger"})
BLIND = frozenset({"order_clerk", "order_reviewer", "stranger"})  # hold no right to see requests
SEEING = EVERYBODY - BLIND
ADMIN = frozenset({"administrator"})
DESK = ADMIN | {"agent", "manager"}
PLANNING = ADMIN | {"dispatcher", "manager", "analyst"}
WRITING = ADMIN | {"agent", "dispatcher", "engineer", "callback", "complaints", "manager"}
WORKING = ADMIN | {"agent", "engineer", "manager"}


@dataclass(frozen=True)
class Row:
    """Who is let in; everybody else gets the sentence (403), or 404 where the thing is out of sight."""

    allowed: frozenset[str]
    method: str = "get"
    unseen: frozenset[str] = frozenset()  # for whom the thing does not exist
    given: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    public: bool = False  # open to nobody in particular


ABOUT_ONE = {"unseen": BLIND}
WORDS = {"text": "Called, comes on Friday."}
TABLE: dict[str, Row] = {
    "console:home": Row(EVERYBODY),
    "console:requests": Row(SEEING),
    "console:request_new": Row(DESK),
    "console:request_known": Row(DESK),
    "console:request_new_for": Row(DESK),
    "console:request": Row(SEEING, **ABOUT_ONE),
    "console:request_note": Row(WRITING, "post", given=WORDS, **ABOUT_ONE),
    "console:request_contact": Row(WRITING, "post", given=WORDS, **ABOUT_ONE),
    "console:request_phone": Row(WRITING, "post", **ABOUT_ONE),
    "console:request_link": Row(WRITING, **ABOUT_ONE),
    "console:request_candidates": Row(PLANNING, **ABOUT_ONE),
    "console:request_why": Row(SEEING, parts={"kind": "resolution"}, **ABOUT_ONE),
    "console:request_move": Row(ADMIN | {"dispatcher", "manager"}, parts={"verb": "assign"}, **ABOUT_ONE),
    "console:callbacks": Row(ADMIN | {"callback", "manager"}),
    "console:locked": Row(ADMIN | {"manager"}),
    "console:worklist": Row(EVERYBODY),
    "console:bell": Row(EVERYBODY),
    "console:task_done": Row(frozenset({"manager"}), "post", unseen=EVERYBODY - {"manager"}),
    "console:sign_in": Row(EVERYBODY, public=True),
    "console:sign_out": Row(EVERYBODY, public=True),
    "console:profile": Row(EVERYBODY),
    "console:change_password": Row(EVERYBODY),
    "console:first_run": Row(frozenset(), unseen=EVERYBODY, public=True),
    "console:": Row(frozenset(), unseen=EVERYBODY, public=True),
    "field:day": Row(WORKING),
    "field:job": Row(SEEING, **ABOUT_ONE),
    "field:phone": Row(WRITING, "post", **ABOUT_ONE),
    "field:report": Row(frozenset({"engineer", "administrator", "manager"}), "post", parts={"step": "start"}, **ABOUT_ONE),
    "portal:submit": Row(EVERYBODY, public=True),
    "portal:track": Row(EVERYBODY, public=True),
    "portal:write": Row(EVERYBODY, "post", given=WORDS, public=True),
    "portal:cancel": Row(EVERYBODY, "post", given={"reason": "Works again."}, public=True),
    "portal:rate": Row(EVERYBODY, "post", given={"satisfaction": "5"}, public=True),
}
REFUSED_BY_STATE = {"portal:rate": 422}  # the request is not handled yet; who asks makes no difference


@pytest.fixture
def asked(assigned, at) -> Callable[..., object]:
    """Ask for a page of the table as somebody; nothing it does stays."""
    from aftercare.domains.accounts.actions import open_task
    from aftercare.kit.actor import system

    told = {"about": assigned.ref, "label": assigned.number, "kind": "request.locked", "role": "manager"}
    task = open_task(system("tests"), key=str(assigned.id), at=at, **told)
    things = {"id": assigned.id, "customer_id": assigned.customer_id, "token": token_of(assigned)}

    def ask(client: Client, name: str, **other: object):
        row = TABLE[name]
        own = {"id": task.id} if name == "console:task_done" else {}
        with transaction.atomic():
            answer = getattr(client, row.method)(address(name, {**things, **own, **row.parts, **other}), row.given)
            transaction.set_rollback(True)
        return answer

    return ask


def address(name: str, things: dict[str, object]) -> str:
    if name == "console:":
        return "/account/signup/"
    wanted = page_routes()[name].pattern.converters
    return reverse(name, kwargs={part: things[part] for part in wanted})


def test_every_page_has_a_row():
    assert set(TABLE) == set(page_routes())


@pytest.mark.parametrize("name", TABLE)
def test_a_page_opens_for_those_it_is_for_and_for_nobody_else(name: str, asked, client_of):
    row = TABLE[name]
    fine = {REFUSED_BY_STATE[name]} if name in REFUSED_BY_STATE else {200, 302}
    told = {}
    for role in sorted(EVERYBODY):
        status = asked(client_of(role), name).status_code
        expected = fine if role in row.allowed else {404} if role in row.unseen else {403, 422}
        if status not in expected:
            told[role] = (status, expected)
    assert told == {}


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.public])
def test_what_is_public_opens_for_nobody_in_particular(name: str, asked, client_of):
    row = TABLE[name]
    expected = REFUSED_BY_STATE.get(name, 200 if row.method == "get" else 302) if row.allowed else 404
    if name == "console:sign_out":
        expected = 302  # there is nothing to leave
    assert asked(client_of(""), name).status_code == expected


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if not row.public])
def test_everything_else_sends_nobody_to_the_sign_in_page(name: str, asked, client_of):
    answer = asked(client_of(""), name)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/account/login/")


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.unseen and "id" in page_routes()[name].pattern.converters])
def test_a_foreign_thing_answers_like_a_missing_one(name: str, asked, client_of, user_of, at):
    """An engineer knows only the requests that are or were the engineer's own."""
    foreign = make.request(at, customer_=make.customer(at, name="刘洋", phone="13900139000"))
    client, missing = client_of("engineer"), uuid4()
    answers = [asked(client, name, id=id) for id in (foreign.id, missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert same(answers[0], foreign.id) == same(answers[1], missing)


def same(answer, id: UUID) -> str:
    """The page without what differs from answer to answer: the address asked for and the token against forgery."""
    return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", answer.content.decode().replace(str(id), "ID"))
