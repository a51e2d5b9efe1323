"""An outside judge tries the running server and finds no mistake and no answer that the contract does not name."""

from datetime import timedelta

import pytest

from tests.make import HOUSE
from tests.settings import HOME
from tests.surfaces.api.judge import exemplified, judged
from tests.surfaces.api.server import running
from tests.surfaces.api.world import World

pytestmark = pytest.mark.django_db(transaction=True)
UNHURRIED = {"DJANGO_SETTINGS_MODULE": "tests.surfaces.api.unhurried"}


@pytest.fixture
def judge(user_of, company, at, tmp_path):
    """Judges the server as somebody of a role: `judge(address, "agent", "--phases", "examples")`."""
    from aftercare.domains.accounts.actions import create_token
    from aftercare.surfaces.api.openapi import contract_here

    world, document = World(user_of, company[1].unit, at), contract_here()
    settings = exemplified(document, world.samples())

    def verdict(address: str, role: str, *options: str):
        ends = at + timedelta(days=3650)
        made = create_token(HOUSE, user_of(role), name="judge", scopes=["all"], expires_at=ends, at=at)
        return judged(address, made[1], document, settings, tmp_path / role, *options)

    verdict.document = document
    return verdict


def test_every_operation_keeps_to_the_contract(judge):
    with running(HOME, **UNHURRIED) as address:
        verdict = judge(address, "administrator", "--phases", "examples", "--exclude-checks", "ignored_auth")
    assert verdict.failures == (), verdict.words
    assert verdict.cases >= 200
    assert verdict.good >= 90, verdict.answers  # the others are moves whose request has moved on by then


@pytest.mark.prove
def test_thousands_of_cases_find_nothing(judge):
    with running(HOME, **UNHURRIED) as address:
        whole = judge(address, "administrator", "--max-examples", "20")
        agent = judge(address, "agent", "--phases", "examples,fuzzing,stateful", "--max-examples", "10")
    assert (whole.failures, agent.failures) == ((), ()), whole.words + agent.words
    assert whole.cases + agent.cases >= 5000
    assert (whole.good >= 120, agent.good >= 60) == (True, True)
    print(f"schemathesis: {whole.cases} cases as administrator, {agent.cases} as agent, no failure.")


@pytest.mark.prove
def test_an_answer_that_the_contract_does_not_name_is_found(judge):
    answers = judge.document["paths"]["/users/me"]["get"]["responses"]
    answers["202"] = answers.pop("200")
    with running(HOME, **UNHURRIED) as address:
        verdict = judge(address, "agent", "--include-operation-id", "read_me")
    assert set(verdict.failures) == {"- ST103 Undocumented status code"}
