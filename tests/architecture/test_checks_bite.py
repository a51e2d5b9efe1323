"""Each house check passes a sound house and catches the breach planted in it, with its sentence."""

import sys
from importlib import import_module

import pytest

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
STATIC = ["actions", "edges", "events", "files", "refusals", "rooms", "states", "tracked", "writes"]
ROOM = "src/aftercare/domains/requests"
DOC = '"""Planted."""\n'
WRITE = "only an action may write; call or add one in the room's actions.py."
STATE = "only kit/states.py changes a state; make the move with FLOW.move(thing, verb)."
SQL = "raw SQL stays in the kit; use the ORM, or give the kit a tool."
HTTP = "domains and the kit know no HTTP; put it in aftercare/surfaces."
SIGNAL = "no signals; publish an event from an action and react to it."
CLOCK = "take `at` as an argument;"
PURE = "a pure module works on values; move what reads into queries/, a step of an action into actions/."
ASK = "an action asks a policy: call require(may_…(actor, …)), or mark it @system_only."
FIRST = "it writes or publishes before it asks; put require(may_…(actor, …)) first."
OPEN = "it leaves something open; finish it, or write an issue."
REGISTRY = "it names a package registry; a lock file holds names and hashes only."
MACHINE = "it names a path of one machine; use a path below the repository or the data folder."
ASKED = "require(may_close(actor))"

IN_A_ROOM = [
    ("writes", "queries.py", "Request.objects.create()", f"Request.objects.create(…): {WRITE}"),
    ("writes", "queries.py", "request.save(update_fields=['x'])", f"request.save(…): {WRITE}"),
    ("writes", "reactions.py", "Request.objects.first().delete()", f"Request.objects.first().delete(…): {WRITE}"),
    ("writes", "queries.py", "Request.objects.update(x=1)", f"Request.objects.update(…): {WRITE}"),
    ("writes", "queries.py", "rows = Request.objects.filter(y=1); rows.update(x=1)", f"rows.update(…): {WRITE}"),
    ("writes", "queries.py", "def f(rows: QuerySet): rows.update(x=1)", f"rows.update(…): {WRITE}"),
    ("writes", "jobs.py", "open_requests(at=1).update(x=1)", f"open_requests(at=1).update(…): {WRITE}"),
    ("writes", "queries.py", "user.teams.add(1)", f"user.teams.add(…): {WRITE}"),
    ("writes", "queries.py", "team.members.set([1])", f"team.members.set(…): {WRITE}"),
    ("writes", "queries.py", "setattr(request, 'x', 1)", f"setattr(…): {WRITE}"),
    ("writes", "queries.py", "Request.objects.bulk_create([1])", f"Request.objects.bulk_create(…): {WRITE}"),
    ("writes", "queries.py", "async def f(): await request.asave()", f"request.asave(…): {WRITE}"),
    ("writes", "actions.py", "connection.cursor()", f"connection.cursor(…): {SQL}"),
    ("writes", "queries.py", "cursor.execute('select 1')", f"cursor.execute(…): {SQL}"),
    ("states", "actions.py", "request.state = 'closed'", f"request.state = …: {STATE}"),
    ("states", "actions.py", "request.state, x = 'closed', 1", f"request.state = …: {STATE}"),
    ("states", "actions.py", "setattr(request, 'state', 'closed')", f"setattr(…): {STATE}"),
    ("states", "actions.py", "rows.update(state='closed')", f"rows.update(…): {STATE}"),
    ("states", "actions.py", "rows.update(**{'state': 'closed'})", f"rows.update(…): {STATE}"),
    ("states", "actions.py", "rows.bulk_update(rows, ['state'])", f"rows.bulk_update(…): {STATE}"),
    ("states", "queries.py", "Request(state='closed')", f"Request(…): {STATE}"),
    ("edges", "jobs.py", "from django.http import HttpRequest", f"django.http.HttpRequest: {HTTP}"),
    ("edges", "jobs.py", "import ninja", f"ninja: {HTTP}"),
    ("edges", "jobs.py", "from django.dispatch import receiver", f"django.dispatch.receiver: {SIGNAL}"),
    ("edges", "queries.py", "localdate()", f"localdate(): {CLOCK} without one it reads the wall clock."),
    ("edges", "models.py", "DateField(auto_now=True)", f"auto_now: {CLOCK} the field would read the wall clock."),
    (
        "edges",
        "queries.py",
        "from django.db.models.functions import Now",
        f"Now: {CLOCK} the database's clock can't be set by a test.",
    ),
    ("rooms", "clock.py", "Request.objects.first()", f"Request.objects: {PURE}"),
    ("rooms", "clock.py", "from django.db.models import Q", f"django.db.models.Q: {PURE}"),
    (
        "rooms",
        "clock.py",
        "from aftercare.domains.requests.queries import open_requests",
        f"aftercare.domains.requests.queries.open_requests: {PURE}",
    ),
    (
        "rooms",
        "apps.py",
        "from aftercare.domains.accounts import jobs",
        "aftercare.domains.accounts.jobs: jobs and reactions are private to their room.",
    ),
    (
        "events",
        "events.py",
        "class RequestClosed: pass",
        "RequestClosed: an event is frozen; declare it with @event('<noun>.<what happened>').",
    ),
    (
        "events",
        "events.py",
        "@event('request.close')\nclass CloseRequest: pass",
        "CloseRequest: an event is named in the past tense, like RequestClosed.",
    ),
    (
        "events",
        "events.py",
        "@event('request.closed')\nclass RequestClosed:\n    request: Request",
        "RequestClosed: an event holds ids and small facts, not Request.",
    ),
    (
        "refusals",
        "errors.py",
        "class Strange: pass",
        "Strange: errors.py holds refusals only; derive it from aftercare.kit.errors.Refusal.",
    ),
    (
        "refusals",
        "errors.py",
        "class Late(Refusal): pass",
        "Late: a refusal has a code of its own, that programs can rely on: code = “parts_short”.",
    ),
    (
        "refusals",
        "errors.py",
        "class Late(Refusal): code = 'refused'",
        "Late: the code “refused” already belongs to kit.errors.Refusal; a code has one meaning.",
    ),
    (
        "refusals",
        "queries.py",
        "class Late(Refusal): code = 'late'",
        "Late: a refusal lives in its room's errors.py, where all its refusals are read together.",
    ),
    ("actions", "actions.py", "def close_it(actor, it, *, at): pass", f"close_it: {ASK}"),
    ("actions", "actions.py", f"def close_it(actor, it, *, at): it.save(); {ASKED}", f"close_it: {FIRST}"),
    ("actions", "actions.py", f"def close_it(actor, it, *, at): publish(it); {ASKED}", f"close_it: {FIRST}"),
    (
        "actions",
        "actions.py",
        "def close_it(actor, it, *, at): _close(it)\ndef _close(it): it.save()",
        f"close_it: {FIRST}",
    ),
    (
        "actions",
        "actions.py",
        f"def close_it(it, *, at): {ASKED}",
        "close_it: an action takes `actor` first: one policy and one ledger for page, API and job.",
    ),
    (
        "actions",
        "actions.py",
        f"def close_it(actor, it, why, *, at): {ASKED}",
        "close_it: an action takes `actor` and one subject by position, not actor, it, why; name the rest after `*`.",
    ),
    (
        "actions",
        "actions.py",
        f"def close_it(actor, it, *, why): {ASKED}",
        "close_it: an action takes the instant as the keyword `at`; it reads no clock.",
    ),
    ("actions", "actions.py", f"def close(actor, it, *, at): {ASKED}", "close: an action is named <verb>_<noun>."),
]

ANYWHERE = [
    ("writes", "src/aftercare/surfaces/console/views.py", f"{DOC}form.save()", f"2: form.save(…): {WRITE}"),
    ("edges", "src/aftercare/kit/clock.py", f"{DOC}from django.http import Http404", f"2: django.http.Http404: {HTTP}"),
    ("files", f"{ROOM}/queries.py", DOC + "x = 1\n" * 300, " 301 lines; at 300 look for two subjects and split it."),
    ("files", "tests/test_x.py", "def f():\n" + "    x = 1\n" * 50, "1: f has 51 lines; name its steps."),
    ("files", f"{ROOM}/queries.py", "x = 1\n", "1: a module says in one sentence what it is for: give it a docstring."),
    ("files", f"{ROOM}/queries.py", DOC + "def f(:\n", f"2: not Python {VERSION}: invalid syntax."),
    ("files", f"{ROOM}/__init__.py", "", "1: a module says in one sentence what it is for: give it a docstring."),
    ("files", f"{ROOM}/sla_utils.py", DOC, " “utils” says nothing about what is inside; name the thing."),
    (
        "files",
        f"{ROOM}/migrations/0002_auto_20260101.py",
        "",
        " a migration is named for its one idea: 0007_request_respond_by.",
    ),
    ("tracked", "requirements.lock", "-¦-index-url https://example.org/x\n", f"1: {REGISTRY}"),
    ("tracked", "package-lock.json", '"re¦solved": "https://example.org/a.tgz"\n', f"1: {REGISTRY}"),
    ("tracked", ".npmrc", "regi¦stry=https://example.org/\n", f"1: {REGISTRY}"),
    ("tracked", "uv.lock", 'source = { regi¦stry = "https://example.org/x" }\n', f"1: {REGISTRY}"),
    ("tracked", "docs/start.md", "cd /ho¦me/someone/aftercare\n", f"1: {MACHINE}"),
    ("tracked", f"{ROOM}/queries.py", "# FIX¦ME: later\n", f"1: {OPEN}"),
    ("tracked", "docs/film.bin", "x" * 800 * 1024, " it is larger than 700 kB; make it at build time or store less."),
]


@pytest.mark.parametrize("name", STATIC)
def test_a_sound_house_passes(house, name):
    report = import_module(f"check_{name}").check(house.root)
    assert report.breaches == []
    assert report.seen >= 1


@pytest.mark.parametrize(("name", "file", "text", "sentence"), IN_A_ROOM)
def test_a_breach_in_a_room_is_told(house, name, file, text, sentence):
    house.plant(f"{ROOM}/{file}", text)
    (breach,) = import_module(f"check_{name}").check(house.root).breaches
    assert breach.startswith(f"{ROOM}/{file}:")
    assert breach.split(": ", 1)[1] == sentence


@pytest.mark.parametrize(("name", "file", "text", "sentence"), ANYWHERE)
def test_a_breach_anywhere_is_told(house, name, file, text, sentence):
    house.plant(file, text)
    assert import_module(f"check_{name}").check(house.root).breaches == [f"{file}:{sentence}"]


def test_two_tests_of_one_name_are_told(house):
    for folder in ("domains", "kit"):
        house.plant(f"tests/{folder}/test_counting.py", "")
    assert import_module("check_files").check(house.root).breaches == [
        "tests/kit/test_counting.py: tests/domains/test_counting.py bears this name too, "
        "and pytest takes one of them; name it for its subject."
    ]


def test_a_step_of_a_package_becomes_an_action_once_it_is_read_from_outside(house):
    package = "src/aftercare/domains/accounts/actions"
    (house.root / f"{package}.py").unlink()
    house.plant(f"{package}/__init__.py", DOC + "from aftercare.domains.accounts.actions.people import create_user\n")
    people = f"def create_user(actor, *, at):\n    {ASKED}\n    save_it(1)\ndef save_it(it):\n    it.save()\n"
    house.plant(f"{package}/people.py", people)
    check = import_module("check_actions").check
    assert check(house.root).breaches == []
    house.plant(f"{ROOM}/jobs.py", "from aftercare.domains.accounts.actions import people\n")
    actor = "save_it: an action takes `actor` first: one policy and one ledger for page, API and job."
    assert check(house.root).breaches == [f"{package}/people.py:4: {actor}", f"{package}/people.py:4: save_it: {FIRST}"]


def test_a_path_of_this_checkout_is_told(house):
    house.plant("docs/start.md", f"cd {house.root}/src\n")
    assert import_module("check_tracked").check(house.root).breaches == [f"docs/start.md:1: {MACHINE}"]


def test_an_empty_tree_is_told_apart_from_a_sound_one(tmp_path, capsys):
    (tmp_path / ".importlinter").write_text("[importlinter:contract:story]\nlayers =\n    (accounts)\n")
    tree, actions = import_module("tree"), import_module("check_actions")
    assert tree.tell(actions.check(tmp_path), tmp_path) == 0
    assert capsys.readouterr().out == "No actions found: this check looked at nothing.\n"


def test_rooms_without_a_single_action_fail(house, capsys):
    tree, actions = import_module("tree"), import_module("check_actions")
    for room in ("accounts", "requests"):
        house.plant(f"src/aftercare/domains/{room}/actions.py", DOC)
    assert tree.tell(actions.check(house.root), house.root) == 1
    assert capsys.readouterr().out == "No actions found: this check looked at nothing.\n"
