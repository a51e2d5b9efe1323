"""The ledger as a page: who may read it, what is filtered, what leaves as a file, whether it is whole."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import aftercare
from aftercare.kit.events import EVENTS
from aftercare.kit.models import LedgerEntry
from aftercare.kit.sheets.formulas import defused
from aftercare.surfaces.console.actors import RULES
from aftercare.surfaces.console.administration.audit.details import details_of, subject_of
from aftercare.surfaces.console.administration.audit.field_words import FIELDS, kind_of
from aftercare.surfaces.console.administration.audit.labels import SOURCES, labels_of
from aftercare.surfaces.console.administration.audit.nouns import NOUNS
from aftercare.surfaces.console.administration.audit.verbs import VERBS
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
    assert defused(value) == f"'{value}"
    assert defused("request.submitted") == "request.submitted"


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
    assert '<span class="ac-quiet">Service request</span>' in shown
    assert ">request<" not in shown
    assert "optional" not in shown


def test_every_field_of_every_fact_has_words():
    fields = {name for event in EVENTS.values() for name in event.cls.__dataclass_fields__}
    assert {name for name in fields if name not in FIELDS and kind_of(name) not in NOUNS} == set()
    assert {"request", "customer", "user", "device", "engineer"} <= set(SOURCES) <= set(NOUNS)


def rows(browser, **query) -> dict[str, dict]:
    """The rows of the page by the kind of their fact."""
    found = browser.get(reverse("console:audit"), query).context["rows"]
    return {row["fact"].kind: row for row in found}


def told(row) -> dict[str, list[str]]:
    return {str(label): [one.name for one in values] for label, values in row["details"]}


def test_a_row_names_its_thing_and_leads_there(client_of, at, user_of):
    wanted = make.request(at)
    seen = rows(client_of("administrator"))
    assert seen["request.submitted"]["thing"] == (wanted.number, f"/requests/{wanted.id}/")
    assert seen["customer.registered"]["thing"] == (wanted.customer.name, f"/customers/{wanted.customer_id}/")
    person = user_of("dispatcher")
    found = client_of("administrator").get(reverse("console:audit"), {"kind": "user.created"}).context["rows"]
    people = [row["thing"] for row in found]
    assert (person.name, f"/administration/users/{person.id}/") in people


def test_details_are_told_in_words_and_the_raw_fact_stays(client_of, at):
    wanted = make.request(at)
    browser = client_of("manager")
    details = told(rows(browser)["request.submitted"])
    assert details["Customer"] == [wanted.customer.name]
    assert (details["Priority"], details["Kind"], details["Service level"]) == (["Normal"], ["Repair"], ["Standard"])
    assert sorted(one.split(" ")[0] for one in details["Promised"]) == ["Arrival", "Assignment", "First", "Resolution"]
    page = browser.get(reverse("console:audit")).content.decode()
    assert f"request.submitted {wanted.id}" in page


def test_what_the_reader_may_not_see_keeps_a_short_id(at, actor_of):
    wanted = make.request(at)
    fact = LedgerEntry.objects.get(kind="request.submitted")
    nobody = labels_of(actor_of("stranger"), [("request", str(wanted.id)), ("customer", str(wanted.customer_id))])
    assert nobody == {}
    assert subject_of(fact, nobody) == (f"…{str(wanted.id)[-8:]}", "")
    details = {str(label): values for label, values in details_of(fact, nobody)}
    assert details["Customer"] == [(f"…{str(wanted.customer_id)[-8:]}", "")]


def test_a_full_page_asks_no_more_than_a_short_one(client_of, at):
    browser, page = client_of("manager"), reverse("console:audit")
    make.request(at)
    with CaptureQueriesContext(connection) as few:
        browser.get(page)
    for number in range(3):
        make.request(at, customer_=make.customer(at, phone=f"139001{number}"))
    with CaptureQueriesContext(connection) as many:
        browser.get(page)
    assert (len(few), len(many)) == (6, 6)


def test_every_source_of_names_can_be_asked_and_all_of_them_in_one_statement(at, actor_of, django_assert_num_queries):
    reader, wanted = actor_of("administrator"), make.request(at)
    asked = [(kind, "repair" if kind == "request_kind" else str(wanted.id)) for kind in SOURCES]
    with django_assert_num_queries(1):
        found = labels_of(reader, asked)
    assert {key: label.name for key, label in found.items()} == {
        ("request", str(wanted.id)): wanted.number,
        ("request_kind", "repair"): "Repair",
    }
