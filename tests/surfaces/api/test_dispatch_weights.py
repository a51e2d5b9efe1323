"""The weights of dispatch through the API: read, set as a whole, looked ahead with, and their versions."""

import pytest

from aftercare.domains.dispatch.models import Decision, WeightSet
from aftercare.domains.dispatch.weights import Weights
from tests.domains.dispatch.decided import decided

HERE = "/dispatch_weights"
READY = {name: list(value) if isinstance(value, tuple) else value for name, value in Weights().to_json().items()}


def test_before_anybody_sets_them_the_ready_made_ones_are_read(api):
    answer = api("dispatcher").get(HERE)
    assert (answer.json(), answer["ETag"]) == (
        {"id": None, "version": 0, "set_at": None, "set_by": None, "reason": "", "changed": [], "weights": READY},
        '"0"',
    )


def test_they_are_set_as_a_whole_and_what_is_left_out_is_ready_made(api, user_of):
    manager = api("manager")
    first = manager.put(HERE, {"weights": {"continuity": 40, "wait_hour": [9, 4, 1, 0.25]}, "reason": "熟客"}).json()
    second = manager.put(HERE, {"weights": {"continuity": 40}}).json()
    assert (first["version"], first["reason"], first["changed"]) == (1, "熟客", ["wait_hour", "continuity"])
    assert (second["version"], second["changed"]) == (2, ["wait_hour"])
    assert second["weights"] == {**READY, "continuity": 40}
    assert (second["set_by"], second["set_at"]) == (str(user_of("manager").id), "2026-03-10T01:00:00Z")
    assert manager.put(HERE, {"weights": {"continuity": 40}}).json() == second
    assert [one["version"] for one in api("analyst").get(f"{HERE}/sets").json()["items"]] == [2, 1]


def test_only_the_version_that_was_seen_is_replaced(api):
    manager = api("manager")
    seen = manager.get(HERE)["ETag"]
    assert manager.put(HERE, {"weights": {"continuity": 40}}, if_match=seen).status_code == 200
    answer = manager.put(HERE, {"weights": {"continuity": 60}}, if_match=seen)
    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert manager.get(HERE).json()["weights"]["continuity"] == 40


@pytest.mark.parametrize(
    ("weights", "field"),
    [
        ({"continuity": 121}, "weights.continuity"),
        ({"lateness": [1, 2, 3]}, "weights.lateness"),
        ({"nearby_jobs_counted": 2.5}, "weights.nearby_jobs_counted"),
        ({"outside_territory_refused": 1}, "weights.outside_territory_refused"),
        ({"charm": 3}, "weights.charm"),
    ],
)
def test_numbers_that_cannot_be_used_are_refused_by_name(api, weights, field):
    for answer in (
        api("manager").put(HERE, {"weights": weights}),
        api("manager").post(f"{HERE}/preview", {"weights": weights}),
    ):
        assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert WeightSet.objects.count() == 0


def test_a_look_ahead_tells_what_would_have_fallen_on_whom_and_why(api, at):
    (wanted,) = decided(at)
    told = api("manager").post(f"{HERE}/preview", {"weights": {"continuity": 0, "nearby_km": 5}}).json()
    chosen = Decision.objects.get().engineer_id
    (difference,) = told.pop("differences")
    assert told == {
        "looked_at": 1,
        "since": "2026-03-10T01:00:00Z",
        "changed": 1,
        "already": 0,
        "by_hand": "0",
        "unseen": ["nearby_km"],
    }
    assert (difference["request_id"], difference["engineer_id"]) == (str(wanted.id), str(chosen))
    assert (difference["code"], difference["ahead_minutes"]) == ("shift_even", 0)
    assert difference["why"].startswith("15 minutes behind then, even with these weights;")
    assert WeightSet.objects.count() == 0
