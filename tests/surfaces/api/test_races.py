"""Two callers want the same at once: the first has it, the second is told so."""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from tests.make import HOUSE, customer, request
from tests.surfaces.api.client import Api

WEEK = [[[540, 1080]]] * 5 + [[], []]
# Who makes what, and the field that both want. A room that looks first says it in its own words when it looks late
# enough; what it can't see yet, the database sees.
WANTED = {
    "customers": ({"name": "王芳", "external_id": "C-7"}, "external_id"),
    "products": ({"number": "KFR-35GW", "name": "空调"}, "number"),
    "parts": ({"number": "CAP-35UF", "name": "启动电容"}, "number"),
    "skills": ({"code": "refrigeration", "name": "制冷"}, "code"),
    "categories": ({"code": "ac", "name": "空调"}, "code"),
    "problem_types": ({"code": "no-cooling", "name": "不制冷"}, "code"),
    "fault_codes": ({"kind": "cause", "code": "C1", "name": "电容失效"}, "kind code category_id"),
    "engineers": ({"name": "李工", "code": "E1"}, "code"),
    "calendars": ({"name": "夜班", "zone": "Asia/Shanghai", "week": WEEK}, "name"),
    "teams": ({"name": "华东一组"}, "name"),
    "units": ({"code": "south", "name": "华南"}, "code"),
    "users": ({"email": "new@example.com", "name": "新人"}, "email"),
}


@pytest.fixture
def token(db, at) -> str:
    """An administrator's token that other connections see."""
    from aftercare.domains.accounts.actions import create_token, create_user, ensure_ready_roles, give_grant
    from aftercare.kit.clock import now

    ensure_ready_roles(HOUSE, at=at)
    user = create_user(HOUSE, email="admin@example.com", name="admin", at=at)
    give_grant(HOUSE, user, role="administrator", at=at)
    return create_token(HOUSE, user, name="t", scopes=["all"], expires_at=now() + timedelta(days=1), at=at)[1]


class Second(threading.Thread):
    """A caller on a connection of its own."""

    def __init__(self, token: str, path: str, body: dict) -> None:
        super().__init__()
        self.token, self.path, self.body = token, path, body
        self.start()

    def run(self) -> None:
        try:
            self.answer = Api(self.token).post(self.path, self.body)
        finally:
            connections.close_all()


def someone_waits() -> bool:
    """Whether a connection of this database waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


@contextmanager
def at_once(token: str, path: str, body: dict):
    """The first call is answered but not yet committed when the second one meets it."""
    with transaction.atomic():
        first = Api(token).post(path, body)
        second = Second(token, path, body)
        ends = time.monotonic() + 10
        while not someone_waits():
            assert second.is_alive(), "The second caller did not wait for the first."
            assert time.monotonic() < ends
            time.sleep(0.01)
    second.join(10)
    yield first, second.answer


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_at_once_is_told_that_it_is_there(token):
    for noun, (body, fields) in WANTED.items():
        with at_once(token, f"/{noun}", body) as (first, second):
            assert first.status_code == 201, noun
            assert (second.status_code, second.json()["code"]) == (409, "already_there"), noun
            assert second.json()["detail"].startswith("Something like this is already there")
            assert second.json()["errors"] == dict.fromkeys(fields.split(), "This is already in use."), noun


@pytest.mark.django_db(transaction=True)
def test_two_requests_of_another_system_with_one_number_become_one(token, at):
    from aftercare.domains.requests.models import ServiceRequest
    from tests.make import customer

    body = {"customer_id": str(customer(at).id), "kind": "repair", "title": "漏水", "external_id": "ERP-7"}
    with at_once(token, "/requests", body) as (first, second):
        assert (first.status_code, second.status_code) == (201, 409)
        assert second.json()["errors"] == {"external_id": "This is already in use."}
    assert [str(one.id) for one in ServiceRequest.objects.all()] == [first.json()["id"]]


@pytest.mark.django_db(transaction=True)
def test_one_serial_is_registered_once(token, at):
    from aftercare.domains.devices.models import Device
    from tests.make import customer

    product = Api(token).post("/products", {"number": "KFR-35GW", "name": "空调"}).json()
    body = {"product_id": product["id"], "customer_id": str(customer(at).id), "serial": "SN1"}
    with at_once(token, "/devices", body) as (first, second):
        assert (first.status_code, second.status_code) == (201, 409)
        assert second.json()["errors"] == {"product_id": "This is already in use.", "serial": "This is already in use."}
    assert Device.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_move_the_same_in_opposite_order_wait_for_each_other_once(token, at):
    wishes = [str(request(at, customer_=customer(at, phone=f"1380013800{n}")).id) for n in range(30)]
    body = {"verb": "change", "body": {"priority": "high"}}
    callers = [Second(token, "/requests/bulk", {**body, "ids": ids}) for ids in (wishes, wishes[::-1]) * 2]
    for caller in callers:
        caller.join()
    assert [(caller.answer.status_code, caller.answer.json()["done"]) for caller in callers] == [(200, 30)] * 4
