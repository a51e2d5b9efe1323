"""Who may open which page: a row for every address of the URL table, tried as every role, as a stranger, as nobody."""

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
CHIEFS = ADMIN | {"manager"}
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
    refused: frozenset[int] = frozenset({403})
    public: bool = False  # open to nobody in particular


ABOUT_ONE = {"unseen": BLIND}
RECEIPT = {"event": "received", "language": "en"}
WORDS = {"text": "Called, comes on Friday."}
TABLE: dict[str, Row] = {
    "console:home": Row(EVERYBODY),
    "console:favicon": Row(EVERYBODY, public=True),
    "console:requests": Row(SEEING),
    "console:request_new": Row(DESK),
    "console:request_known": Row(DESK),
    "console:request_new_for": Row(DESK),
    "console:request": Row(SEEING, **ABOUT_ONE),
    "console:request_note": Row(WRITING, "post", given=WORDS, **ABOUT_ONE),
    "console:request_contact": Row(WRITING, "post", given=WORDS, **ABOUT_ONE),
    "console:request_phone": Row(WRITING, "post", **ABOUT_ONE),
    "console:request_change": Row(DESK, **ABOUT_ONE),
    "console:request_link": Row(WRITING, **ABOUT_ONE),
    "console:request_link_renew": Row(DESK, "post", **ABOUT_ONE),
    "console:request_candidates": Row(PLANNING, **ABOUT_ONE),
    "console:request_why": Row(SEEING, parts={"kind": "resolution"}, **ABOUT_ONE),
    "console:request_picture": Row(SEEING, **ABOUT_ONE),
    "console:request_move": Row(ADMIN | {"dispatcher", "manager"}, parts={"verb": "assign"}, **ABOUT_ONE),
    "console:callbacks": Row(ADMIN | {"callback", "manager"}),
    "console:callback_phone": Row(ADMIN | {"callback", "manager"}, "post", **ABOUT_ONE),
    "console:locked": Row(ADMIN | {"manager"}),
    "console:worklist": Row(EVERYBODY),
    "console:calendars": Row(ADMIN | {"agent", "analyst", "complaints", "dispatcher", "engineer", "manager"}),
    "console:bell": Row(EVERYBODY),
    "console:task_done": Row(frozenset({"manager"}), "post", unseen=EVERYBODY - {"manager"}),
    "console:notifications": Row(EVERYBODY),
    "console:notifications_latest": Row(EVERYBODY),
    "console:notifications_read": Row(EVERYBODY, "post"),
    "console:notification_settings": Row(EVERYBODY),
    "console:notification": Row(frozenset({"engineer"}), unseen=EVERYBODY - {"engineer"}),
    "console:notification_read": Row(frozenset({"engineer"}), "post", unseen=EVERYBODY - {"engineer"}),
    "console:messages": Row(CHIEFS),
    "console:message": Row(CHIEFS),
    "console:message_again": Row(CHIEFS, "post"),
    "console:templates": Row(CHIEFS),
    "console:template": Row(CHIEFS, parts=RECEIPT),
    "console:template_take_back": Row(CHIEFS, "post", parts=RECEIPT),
    "console:replies": Row(CHIEFS),
    "console:reply_new": Row(CHIEFS),
    "console:reply": Row(CHIEFS),
    "console:reply_remove": Row(CHIEFS, "post"),
    "console:sign_in": Row(EVERYBODY, public=True),
    "console:sign_out": Row(EVERYBODY, public=True),
    "console:profile": Row(EVERYBODY),
    "console:change_password": Row(EVERYBODY),
    # Of these people the administrator alone has a password, to be shown again.
    "console:again": Row(ADMIN),
    "console:again_by_code": Row(ADMIN),
    "console:again_by_passkey": Row(ADMIN),
    "console:security": Row(EVERYBODY),
    "console:sign_out_elsewhere": Row(EVERYBODY, "post"),
    "console:second_step": Row(frozenset(), refused=frozenset({302}), public=True),  # behind the password
    "console:set_up_app": Row(EVERYBODY),
    "console:switch_app_off": Row(frozenset(), unseen=EVERYBODY),
    "console:add_passkey": Row(EVERYBODY),
    "console:remove_passkey": Row(ADMIN, unseen=EVERYBODY - ADMIN, parts={"pk": "1"}),
    "console:passkey_sign_in": Row(frozenset(), refused=frozenset({302}), public=True),
    "console:show_codes": Row(frozenset(), unseen=EVERYBODY),
    "console:make_codes": Row(EVERYBODY),
    "console:first_run": Row(frozenset(), unseen=EVERYBODY, public=True),
    "console:": Row(frozenset(), unseen=EVERYBODY, public=True),
    "field:day": Row(WORKING),
    "field:parts": Row(WORKING),
    "field:record": Row(SEEING, **ABOUT_ONE),
    "field:fail": Row(SEEING, **ABOUT_ONE),
    "field:rewrite": Row(ADMIN | {"engineer", "manager"}, **ABOUT_ONE),
    "field:job": Row(SEEING, **ABOUT_ONE),
    "field:phone": Row(WRITING, "post", **ABOUT_ONE),
    "field:report": Row(  # the form comes back with the sentence
        ADMIN | {"engineer", "manager"}, "post", parts={"step": "start"}, refused=frozenset({422}), **ABOUT_ONE
    ),
    "portal:submit": Row(EVERYBODY, public=True),
    "portal:track": Row(EVERYBODY, public=True),
    "portal:write": Row(EVERYBODY, "post", given=WORDS, public=True),
    "portal:cancel": Row(EVERYBODY, "post", given={"reason": "Works again."}, public=True),
    "portal:rate": Row(EVERYBODY, "post", given={"satisfaction": "5"}, public=True),
    "portal:reopen": Row(EVERYBODY, "post", given={"reason": "It drips again."}, public=True),
}
FINE = {"portal:rate": {422}, "portal:reopen": {422}}  # neither handled nor closed yet; who asks makes no difference


@pytest.fixture
def asked(assigned, at) -> Callable[..., object]:
    """Ask for a page of the table as somebody; nothing it does stays."""
    from aftercare.domains.accounts.actions import open_task
    from aftercare.domains.fieldwork.actions import attach_photo
    from aftercare.kit.actor import system

    told = {"about": assigned.ref, "label": assigned.number, "kind": "request.late_report", "role": "manager"}
    task = open_task(system("tests"), key=str(assigned.id), at=at, **told)
    photo = attach_photo(system("tests"), assigned, name="a.png", content=make.picture(), at=at)
    things = {"id": assigned.id, "file_id": photo.id, "customer_id": assigned.customer_id, "token": token_of(assigned)}
    things["record"] = photo.subject_id

    others = things_of_channels(assigned, at)

    def ask(client: Client, name: str, **other: object):
        row = TABLE[name]
        own = {"id": task.id} if name == "console:task_done" else others.get(name, {})
        with transaction.atomic():
            answer = getattr(client, row.method)(address(name, {**things, **own, **row.parts, **other}), row.given)
            transaction.set_rollback(True)
        return answer

    return ask


def things_of_channels(wanted, at) -> dict[str, dict[str, object]]:
    """What the engineer was told, the mail about it and a ready answer: the ids of their addresses."""
    from aftercare.domains.channels.actions import notify_people, set_reply_template
    from aftercare.domains.channels.models import Message
    from aftercare.kit.actor import system

    about = {"kind": "request.mentioned", "about": wanted.ref, "label": wanted.number, "key": "page"}
    (told,) = notify_people(system("tests"), [wanted.assignee_id], at=at, **about)
    reply = set_reply_template(system("tests"), code="ok", language="en", name="OK", text="OK", at=at)
    ids = {"notification": told.id, "message": Message.objects.get(key__startswith="page").id, "reply": reply.id}
    names = ("notification", "notification_read", "message", "message_again", "reply", "reply_remove")
    return {f"console:{name}": {"id": ids[name.partition("_")[0]]} for name in names}


def address(name: str, things: dict[str, object]) -> str:
    if name == "console:":
        return "/account/signup/"
    wanted = page_routes()[name].pattern.converters
    return reverse(name, kwargs={part: things[part] for part in wanted})


def test_every_page_has_a_row():
    assert set(TABLE) == set(page_routes())


def test_pages_open_for_those_they_are_for_and_for_nobody_else(asked, client_of):
    clients = {role: client_of(role) for role in sorted(EVERYBODY)}
    wrong = {}
    for name, row in TABLE.items():
        for role, client in clients.items():
            expected = FINE.get(name, row.refused if role not in row.allowed else {200, 302})
            status = asked(client, name).status_code
            if status not in ({404} if role in row.unseen else expected):
                wrong[name, role] = status
    assert wrong == {}


def test_what_is_public_opens_for_nobody_in_particular(asked, client_of):
    nobody = client_of("")
    answers = {name: asked(nobody, name).status_code for name, row in TABLE.items() if row.public}
    assert answers == {
        "console:favicon": 302,
        "console:sign_in": 200,
        "console:sign_out": 302,  # there is nothing to leave
        "console:second_step": 302,  # nobody gave a password yet
        "console:passkey_sign_in": 302,
        "console:first_run": 404,
        "console:": 404,
        "portal:submit": 200,
        "portal:track": 200,
        "portal:write": 302,
        "portal:cancel": 302,
        "portal:rate": 422,
        "portal:reopen": 422,
    }


def test_everything_else_sends_nobody_to_the_sign_in_page(asked, client_of):
    nobody = client_of("")
    answers = {name: asked(nobody, name) for name, row in TABLE.items() if not row.public}
    assert {
        name: (one.status_code, one["Location"].partition("?")[0]) for name, one in answers.items()
    } == dict.fromkeys(answers, (302, "/account/login/"))


def test_a_foreign_thing_answers_like_a_missing_one(asked, client_of, at):
    """An engineer knows only the requests that are or were the engineer's own."""
    foreign = make.request(at, customer_=make.customer(at, name="刘洋", phone="13900139000"))
    client, missing = client_of("engineer"), uuid4()
    about_one = [name for name, row in TABLE.items() if row.unseen and "id" in page_routes()[name].pattern.converters]
    assert len(about_one) == 21
    for name in about_one:
        answers = [asked(client, name, id=id) for id in (foreign.id, missing)]
        assert [answer.status_code for answer in answers] == [404, 404], name
        assert same(answers[0], foreign.id) == same(answers[1], missing), name


def same(answer, id: UUID) -> str:
    """The page without what differs from answer to answer: the address asked for and the token against forgery."""
    return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", answer.content.decode().replace(str(id), "ID"))
