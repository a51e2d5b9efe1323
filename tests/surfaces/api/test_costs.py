"""What a call costs the database: a baseline of statements for each, so that nobody adds one unseen.

Counted with everything around them: the token, the rights, the transaction. A number that falls is written down too.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.surfaces.api.world import World

BASELINES = {
    ("agent", "GET", "/requests?open=true"): 4,
    ("agent", "GET", "/requests?open=true&total=true&expand=clocks&q=制冷"): 7,
    ("agent", "GET", "/requests/{pending}"): 4,
    ("agent", "GET", "/requests/{closed}/timeline"): 5,
    ("agent", "POST", "/requests"): 17,
    ("dispatcher", "GET", "/requests/{pending}/candidates"): 15,
    ("agent", "GET", "/customers"): 4,
    ("agent", "GET", "/devices"): 3,
    ("engineer", "GET", "/requests"): 4,
    ("engineer", "GET", "/devices"): 4,
    ("manager", "GET", "/tasks"): 3,
    ("manager", "GET", "/audit"): 3,
    ("manager", "GET", "/reports/requests"): 5,
}
MOST = {"GET /requests?open=true": 8, "GET /requests/{pending}": 12, "POST /requests": 18, "GET /reports/requests": 6}


@pytest.fixture
def world(user_of, company, at):
    return World(user_of, company[1].unit, at)


def statements(call) -> list[str]:
    """Every statement of a call, savepoints left out: they cost no round trip's work."""
    with CaptureQueriesContext(connection) as seen:
        assert call().status_code in (200, 201)
    told = [query["sql"] or "a statement kept ready" for query in seen]
    return [sql for sql in told if not sql.startswith(("SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize(("role", "method", "path"), BASELINES)
def test_a_call_costs_as_many_statements_as_its_baseline(api, world, role, method, path):
    caller, names = api(role), {"pending": world.pending.id, "closed": world.closed.id}
    body = world.samples()["create_request"].body if method == "POST" else None
    found = statements(lambda: caller.call(method, path.format(**names), body))
    assert len(found) == BASELINES[role, method, path], "\n".join(found)
    assert len(found) <= MOST.get(f"{method} {path}", 20)


def test_a_list_costs_the_same_however_long_it_is(api, world, at):
    from tests.make import request

    agent = api("agent")
    few = len(statements(lambda: agent.get("/requests?limit=200&expand=clocks")))
    for _ in range(30):
        request(at, customer_=world.customer, device=world.device)
    assert len(statements(lambda: agent.get("/requests?limit=200&expand=clocks"))) == few
