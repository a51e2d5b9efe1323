"""The work list: what a tick ends has its button, what asks for a decision has none."""

import re

import pytest
from django.urls import reverse

from aftercare.domains.accounts.actions import open_task
from aftercare.domains.accounts.models import Task
from aftercare.kit.ids import Ref, new_id
from tests.make import HOUSE

pytestmark = pytest.mark.django_db


def test_only_what_a_tick_ends_has_a_button(client_of, at):
    about = Ref("request", new_id())
    late, locked = (
        open_task(HOUSE, key=kind, about=about, kind=kind, label="SR-1", role="manager", at=at)
        for kind in ("request.late_report", "request.locked")
    )
    page = client_of("manager").get(reverse("console:worklist")).content.decode()
    assert re.findall(r'id="row-([^"]+)"', page) == [str(late.id)]  # both are about one request: one line
    assert re.findall(r'name="id" value="([^"]+)"', page) == [str(late.id)] * 2
    client_of("manager").post(reverse("console:tasks_done"), {"id": [str(late.id)]})
    assert list(Task.objects.filter(done_at=None)) == [locked]


def test_a_list_ticked_off_twice_is_ticked_off_once_and_says_so_each_time(client_of, at):
    ids = []
    for number in ("SR-1", "SR-2"):
        about = Ref("request", new_id())
        late = {"kind": "request.late_report", "label": number, "role": "manager"}
        ids.append(str(open_task(HOUSE, key=number, about=about, at=at, **late).id))
    manager, here = client_of("manager"), reverse("console:worklist")
    page = manager.get(here).content.decode()
    token = re.search(r'id="bulk".*?name="idempotency_key" value="([^"]+)"', page)[1]
    for _again in range(2):
        assert manager.post(reverse("console:tasks_done"), {"id": ids, "idempotency_key": token})["Location"] == here
        assert "2 entries are done." in manager.get(here).content.decode()
    assert Task.objects.filter(done_at=None).count() == 0


def test_a_decision_is_not_ticked_off_by_its_address_either(client_of, at):
    about = Ref("request", new_id())
    task = open_task(HOUSE, key="x", about=about, kind="request.locked", label="SR-1", role="manager", at=at)
    answer = client_of("manager").post(reverse("console:task_done", args=[task.id]))
    assert answer.status_code == 409
    assert "A locked request stays in the list until somebody decides on it" in answer.content.decode()
    assert Task.objects.get().done_at is None
