"""Users, tokens and the contract from the command line."""

import json
from datetime import timedelta

from click.testing import CliRunner

from aftercare.config.commands.openapi import openapi
from aftercare.config.commands.tokens import token
from aftercare.config.commands.users import user


def test_a_user_is_created_with_a_role_over_the_whole_company(run):
    from aftercare.domains.accounts.models import Grant

    done = run(user, "create", "Li@example.com", "--role", "agent", "--password-stdin", given="a long enough phrase\n")
    assert (done.exit_code, done.output) == (0, "li@example.com is agent.\n")
    grant = Grant.objects.get()
    assert (grant.user.check_password("a long enough phrase"), grant.role.code, grant.scope) == (True, "agent", "all")


def test_a_second_role_goes_to_the_same_user(run):
    from aftercare.domains.accounts.models import Grant, User

    run(user, "create", "li@example.com", "--role", "agent")
    done = run(user, "create", "LI@example.com", "--role", "dispatcher")
    assert done.exit_code == 0
    assert (User.objects.count(), Grant.objects.count()) == (1, 2)


def test_a_role_reaches_a_unit_and_all_below(run, company, at):
    from aftercare.domains.accounts.actions import create_unit
    from aftercare.domains.accounts.models import Grant
    from aftercare.kit.actor import system

    create_unit(system("tests"), code="south", name="华南", at=at)
    assert run(user, "create", "li@example.com", "--role", "agent", "--scope", "south").exit_code == 0
    assert Grant.objects.get(user__email="li@example.com").node.code == "south"
    gone = run(user, "create", "li@example.com", "--role", "agent", "--scope", "nowhere")
    assert (gone.exit_code, gone.output) == (1, "Error: There is no unit with the code nowhere.\n")


def test_a_weak_password_creates_nobody(run):
    from aftercare.domains.accounts.models import User

    done = run(user, "create", "li@example.com", "--role", "agent", "--password-stdin", given="short\n")
    assert done.exit_code == 1
    assert User.objects.count() == 0


def test_a_token_is_printed_alone_and_works(run, settings):
    from tests.surfaces.api.client import Api

    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "tests.surfaces.api.addresses", ["*"]
    run(user, "create", "li@example.com", "--role", "agent")
    done = run(token, "create", "li@example.com", "--scopes", "requests:read,customers:read")
    secret = done.output.strip()
    assert (done.exit_code, secret[:4], len(secret.split())) == (0, "act_", 1)
    assert Api(secret).get("/requests").status_code == 200
    assert Api(secret).get("/devices").status_code == 403


def test_a_token_ends_after_its_days(run, at):
    from aftercare.domains.accounts.models import Token

    run(user, "create", "li@example.com", "--role", "agent")
    run(token, "create", "li@example.com", "--scopes", "all", "--days", "7")
    made = Token.objects.get()
    assert timedelta(days=6) < made.expires_at - made.created_at <= timedelta(days=7)


def test_nobody_gets_no_token(run):
    done = run(token, "create", "nobody@example.com", "--scopes", "all")
    assert done.exit_code == 1
    assert "aftercare user create" in done.output


def test_the_contract_is_printed_and_written(tmp_path):
    from aftercare.surfaces.api.openapi import contract

    printed = CliRunner().invoke(openapi, ["--data", str(tmp_path)])
    assert json.loads(printed.output) == contract()
    CliRunner().invoke(openapi, ["--data", str(tmp_path), "--output", str(tmp_path / "openapi.json")])
    assert json.loads((tmp_path / "openapi.json").read_text()) == contract()


def test_a_user_is_let_go_and_taken_back(run):
    from aftercare.domains.accounts.models import User

    run(user, "create", "li@example.com", "--role", "agent")
    said = [run(user, word, "Li@example.com").output for word in ("deactivate", "reactivate")]
    assert said == ["li@example.com can't sign in any more.\n", "li@example.com can sign in again.\n"]
    assert User.objects.get().is_active
    assert "There is no user" in run(user, "deactivate", "nobody@example.com").output


def test_the_last_resort_sets_a_password_and_ends_the_sessions(run):
    from aftercare.domains.accounts.models import User
    from aftercare.kit.models import LedgerEntry

    run(user, "create", "li@example.com", "--role", "agent")
    given = "another long phrase\n"
    done = run(user, "set-password", "LI@example.com", "--password-stdin", given=given)
    assert (done.exit_code, done.output) == (0, "li@example.com signs in with this password from now on.\n")
    assert User.objects.get().check_password("another long phrase")
    assert LedgerEntry.objects.filter(kind="user.password_changed").count() == 1
    short = run(user, "set-password", "li@example.com", "--password-stdin", given="short\n")
    gone = run(user, "set-password", "nobody@example.com", "--password-stdin", given=given)
    assert (short.exit_code, gone.exit_code) == (1, 1)
    assert "This password is not safe enough" in str(short.exception)
    assert User.objects.get().check_password("another long phrase")
