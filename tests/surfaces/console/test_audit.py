"""The ledger as a page: who may read it, what is filtered, what leaves as a file, whether it is whole."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

import aftercare
from aftercare.kit.events import EVENTS
from aftercare.kit.models import LedgerEntry
from aftercare.surfaces.console.actors import RULES
from aftercare.surfaces.console.administration.audit.nouns import NOUNS
from aftercare.surfaces.console.administration.audit.verbs import VERBS
from aftercare.surfaces.console.administration.audit.views import harmless
from tests import make

pytestmark = pytest.mark.django_db


def test_facts_are_found_by_the_number_of_a_request(client_of, at):
    one, other = (
        make.request(at, title="冰箱"),
        make.request(at, title="空调", customer_=make.customer(at, phone="1390013")),
    )
    shown = client_of("manager").get(reverse("console:audit"), {"number": one.number}).content.decode()
    assert f"/requests/{one.id}/" in shown
    assert f"/requests/{other.id}/" not in shown


def test_what_is_filtered_leaves_as_a_file_and_that_goes_on_record(client_of, at):
    make.request(at)
    answer = client_of("analyst").get(reverse("console:audit_export"), {"kind": "request.submitted"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "at,recorded_at,kind,subject_kind,subject_id,seq,actor,on_behalf,via,facts"
    assert [line.split(",")[2] for line in lines[1:]] == ["request.submitted"]
    told = LedgerEntry.objects.get(kind="list.exported").data
    assert (told["page"], told["rows"], told["filters"]) == ("audit", 1, ["kind"])


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_spreadsheet_computes_a_cell(value: str):
    assert harmless(value) == f"'{value}"
    assert harmless("request.submitted") == "request.submitted"


def test_a_record_that_was_not_touched_is_whole(client_of, at):
    wanted = make.request(at)
    address = reverse("console:audit_integrity", args=["request", wanted.id])
    answer = client_of("manager").post(address, follow=True).content.decode()
    assert "The record of this subject is whole: every fact fits the one before it." in answer


def test_who_may_not_read_the_ledger_takes_no_file_either(client_of):
    assert client_of("agent").get(reverse("console:audit_export")).status_code == 403
    assert not LedgerEntry.objects.filter(kind="list.exported").exists()


def test_every_rule_and_every_noun_of_the_ledger_has_words():
    sources = Path(aftercare.__file__).parent.rglob("*.py")
    named = {
        name for path in sources for name in re.findall(r'\bsystem\("([a-z-]+)"\)', path.read_text(encoding="utf-8"))
    }
    assert {"auto-dispatch", "call-back"} <= named <= set(RULES)
    assert {event.subject_kind for event in EVENTS.values()} == set(NOUNS)
    assert {kind.partition(".")[0] for kind in EVENTS} <= set(NOUNS)
    assert {kind.partition(".")[2] for kind in EVENTS} == set(VERBS)


def test_who_acted_and_on_what_is_told_in_words(client_of, at):
    make.request(at)
    shown = client_of("manager").get(reverse("console:audit"), {"noun": "request"}).content.decode()
    assert ">Service request</a>" in shown
    assert ">request</a>" not in shown
    assert "optional" not in shown
