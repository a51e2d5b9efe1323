"""The checks that stand on libraries, and the command that runs them all, catch what is planted."""

import importlib.util
import os
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from aftercare.kit.states import Flow, Move
from tests.architecture.sound_house import REPOSITORY

BIN = Path(sys.executable).parent
OPEN = frozenset({"new", "open"})


def run(house, *command):
    done = subprocess.run(
        [*map(str, command)], cwd=house.root, env={"PYTHONPATH": "src"}, capture_output=True, text=True
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def imports(house):
    return run(house, BIN / "lint-imports", "--no-logo", "--no-cache")


def test_a_sound_house_keeps_every_import_contract(house):
    code, said = imports(house)
    assert (code, said[-28:]) == (0, "Contracts: 5 kept, 0 broken.")


@pytest.mark.parametrize(
    ("file", "imported", "guidance"),
    [
        ("domains/accounts/queries.py", "aftercare.domains.requests.models", "Call back, tell ahead: call the earlier"),
        ("domains/requests/queries.py", "aftercare.surfaces.console.views", "Rules belong below, HTTP above: move"),
        ("kit/clock.py", "aftercare.domains.accounts.models", "Rules belong below, HTTP above: move"),
        (
            "domains/requests/models.py",
            "aftercare.domains.requests.queries",
            "An entry calls an action, an action asks",
        ),
        ("domains/requests/queries.py", "aftercare.domains.requests.actions", "An entry calls an action, an action"),
        (
            "domains/requests/policies.py",
            "aftercare.domains.requests.queries",
            "a query reads what policies let through",
        ),
        (
            "domains/requests/clock.py",
            "aftercare.domains.requests.jobs",
            "Call the action that the job or the reaction",
        ),
        ("surfaces/portal/__init__.py", "aftercare.surfaces.console.views", "What two surfaces share is a rule"),
    ],
)
def test_an_import_against_the_order_is_told(house, file, imported, guidance):
    house.plant(f"src/aftercare/{file}", f'"""Planted."""\n\nimport {imported}\n')
    code, said = imports(house)
    assert code == 1
    assert imported in said
    assert guidance in said


@pytest.mark.parametrize("place", ["domains.gossip", "surfaces.fax", "attic"])
def test_a_package_without_a_place_is_told(house, place):
    house.plant(f"src/aftercare/{place.replace('.', '/')}/__init__.py", '"""Planted."""\n')
    code, said = imports(house)
    assert code == 1
    assert f"- aftercare.{place} (Since this contract is marked as 'exhaustive'" in said


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("domains/requests/queries.py", "from django.http import HttpRequest", "Domains know no HTTP; put it in"),
        ("domains/requests/queries.py", "from django.forms import Form", "Forms live in aftercare/surfaces."),
        ("domains/requests/queries.py", "from django.dispatch import receiver", "No signals; publish an event"),
        ("domains/requests/actions.py", "import datetime\n\nNOW = datetime.date.today()", "Take `at` as an argument"),
        ("domains/requests/policies.py", "import time\n\nNOW = time.time()", "Take `at` as an argument"),
        ("kit/ids.py", "from django.utils import timezone\n\nNOW = timezone.now()", "Take `at` as an argument"),
        ("domains/requests/queries.py", "from .models import Request", "Prefer absolute imports"),
        ("domains/requests/queries.py", "# FIX¦ME: later", "Line contains FIX"),
    ],
)
def test_a_name_that_a_storey_may_not_know_is_told(house, file, text, sentence):
    house.plant(f"src/aftercare/{file}", f'"""Planted."""\n\n{text}\n')
    code, said = run(house, BIN / "ruff", "check", "--no-cache", "--output-format", "concise", "src")
    assert code == 1
    assert f"src/aftercare/{file}:" in said
    assert sentence in said


def test_a_job_a_surface_and_the_clock_of_the_kit_may_read_the_clock(house):
    for file in ("domains/requests/jobs.py", "surfaces/console/day.py", "kit/clock.py", "config/jobs.py"):
        house.plant(f"src/aftercare/{file}", '"""Sound."""\n\nimport time\n\nNOW = time.time()\n')
    code, said = run(house, BIN / "ruff", "check", "--no-cache", "--select", "TID251", "src")
    assert (code, said) == (0, "All checks passed!")


def test_an_untyped_function_in_a_domain_is_told_and_one_in_a_surface_is_not(house):
    text = (REPOSITORY / "mypy.ini").read_text()
    house.plant("mypy.ini", text.replace("plugins = mypy_django_plugin.main, pydantic.mypy\n", ""))
    shutil.rmtree(house.root / "src/aftercare")
    for name in ("", "kit/", "domains/", "domains/requests/", "surfaces/"):
        house.plant(f"src/aftercare/{name}__init__.py", "")
    for name in ("kit/pages.py", "domains/requests/queries.py", "surfaces/views.py"):
        house.plant(f"src/aftercare/{name}", "def read(at):\n    return at\n")
    code, said = run(house, BIN / "mypy", "--cache-dir", house.root / "cache")
    assert code == 1
    untyped = "error: Function is missing a type annotation [no-untyped-def]"
    assert f"src/aftercare/kit/pages.py:1: {untyped}" in said
    assert f"src/aftercare/domains/requests/queries.py:1: {untyped}" in said
    assert "surfaces" not in said


@isolate_apps("django.contrib.contenttypes")
def test_a_foreign_key_ahead_and_a_reverse_name_in_an_earlier_room_are_told():
    class Request(models.Model):
        class Meta:
            app_label = "requests"

    class User(models.Model):
        last = models.ForeignKey(Request, models.CASCADE, related_name="+")

        class Meta:
            app_label = "accounts"

    class Note(models.Model):
        by = models.ForeignKey(User, models.CASCADE)
        also = models.ForeignKey(User, models.CASCADE, related_name="+")
        about = models.ForeignKey(Request, models.CASCADE, related_name="notes")

        class Meta:
            app_label = "requests"

    report = import_module("check_keys").check_models([Request, User, Note], {"accounts": 0, "requests": 1})
    assert report.seen == 4
    assert report.breaches == [
        "accounts.User.last: points ahead to requests; store Ref(kind, id), or keep the link there.",
        "requests.Note.by: is seen from accounts, which comes earlier; give it related_name='+'.",
    ]


def test_a_model_without_its_migration_is_told():
    loader = MigrationLoader(None)
    described = loader.project_state().clone()
    described.add_field("accounts", "user", "nickname", models.CharField(max_length=9, default=""), True)
    report = import_module("check_migrations").compare(loader, described, {"accounts"})
    assert report.breaches == [
        "accounts: no migration yet for: Add field nickname to user. Run makemigrations accounts --name <idea>."
    ]


def test_a_migration_that_locks_a_used_table_is_told():
    loader = MigrationLoader(None)
    index = models.Index(fields=["name"], name="planted_name")
    with_index = [migrations.AddIndex("user", index)]
    key = ("accounts", "9999_planted")
    planted = type("Migration", (migrations.Migration,), {"operations": with_index})
    loader.disk_migrations[key] = planted(*reversed(key))
    node = sorted(loader.graph.leaf_nodes("accounts"))[-1]
    loader.graph.add_node(key, loader.disk_migrations[key])
    loader.graph.add_dependency(loader.disk_migrations[key], key, node)
    (breach,) = import_module("check_squawk").inspect(loader, {"accounts"}).breaches
    assert breach.startswith("accounts.9999_planted: line 3: require-concurrent-index-creation: ")


def test_a_first_migration_may_tie_its_new_tables_together():
    loader = MigrationLoader(None)
    report = import_module("check_squawk").inspect(loader, {"contracts"})
    assert report.breaches == []
    loader.disk_migrations["contracts", "0001_promises_and_coverage"].initial = False
    (breach,) = import_module("check_squawk").inspect(loader, {"contracts"}).breaches
    assert "adding-foreign-key-constraint" in breach


def test_a_state_without_a_way_in_is_told():
    report = import_module("tree").Report("tables of moves")
    moves = [
        Move("end", frozenset({"new"}), frozenset({"done"})),
        Move("open", frozenset({"new"}), frozenset({"open"})),
        Move("wait", frozenset({"open"}), frozenset({"open", "asleep"})),
    ]
    flow = Flow("wish", ["new", "open", "asleep", "done", "lost"], ["new"], moves)
    import_module("check_flows").check_flow(flow, "FLOW", report)
    assert report.breaches == ["FLOW: no move leads a wish to “lost”."]


def test_a_state_without_an_end_and_one_that_is_unknown_are_told():
    report = import_module("tree").Report("tables of moves")
    flow = Flow(
        "wish", ["new", "open"], ["new"], [Move("open", frozenset({"new", "open"}), frozenset({"open", "shut"}))]
    )
    import_module("check_flows").check_flow(flow, "FLOW", report)
    assert report.breaches == [
        "FLOW: “shut” stands in a move but is no state of a wish.",
        "FLOW: a wish that is “new” reaches no end.",
        "FLOW: a wish that is “open” reaches no end.",
    ]


def test_a_stale_document_is_told(tmp_path):
    printing = import_module("print_docs")
    (tmp_path / "docs").mkdir()
    for name, text in printing.documents().items():
        (tmp_path / "docs" / name).write_text(text)
    assert printing.check(tmp_path).breaches == []
    with (tmp_path / "docs/events.md").open("a") as page:
        page.write("| `request.danced` |\n")
    (tmp_path / "docs/config.md").unlink()
    stale = "it is stale: the code says otherwise now; run tools/print_docs.py."
    assert printing.check(tmp_path).breaches == [f"docs/events.md: {stale}", f"docs/config.md: {stale}"]


def test_the_one_command_fails_with_the_sentence_and_the_name(house):
    shutil.copytree(REPOSITORY / "tools", house.root / "tools")
    house.plant("src/aftercare/domains/requests/queries.py", "request.save( )\n")
    house.plant("src/aftercare/kit/shell.py", "import subprocess\n\nsubprocess.run(input(), shell=True)\n")
    code, said = run(house, sys.executable, house.root / "tools/check", "writes", "states", "format", "bandit")
    assert code == 1
    assert "only an action may write; call or add one in the room's actions.py." in said
    assert "subprocess call with shell=True identified, security issue." in said
    assert said.endswith("3 failed: writes, format, bandit.")


def test_a_deployment_without_https_is_told():
    words = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    environment = {**os.environ, "PYTHONPATH": "src", "HTTPS_ONLY": "false", "DATABASE_URL": ""}
    done = subprocess.run(words, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Your SECURE_SSL_REDIRECT setting is not set to True." in done.stderr


def test_the_one_command_knows_every_check():
    loader = SourceFileLoader("run_checks", str(REPOSITORY / "tools/check"))
    checks = importlib.util.module_from_spec(importlib.util.spec_from_loader("run_checks", loader))
    loader.exec_module(checks)
    libraries = ["ruff", "format", "imports", "catalogues", "docs", "deploy", "bandit", "mypy"]
    ours = [path.stem.removeprefix("check_") for path in REPOSITORY.glob("tools/check_*.py")]
    assert sorted(checks.CHECKS) == sorted([*libraries, *ours])
