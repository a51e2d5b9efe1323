"""The communication log keeps everything."""

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.utils import translation
from tests.make import HOUSE, customer, later

from aftercare.domains.customers.actions import record_communication
from aftercare.domains.customers.errors import ForeignContact
from aftercare.domains.customers.models import Communication
from aftercare.domains.customers.queries import communications_about, communications_of, default_contact
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ids import Ref, new_id
from aftercare.kit.instants import NotThen
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
REFUSED = (InternalError, ProgrammingError)


def test_a_call_is_logged_with_who_when_which_way_and_about_what(actor_of, at):
    agent, made, about = actor_of("agent"), customer(at), Ref("service_request", new_id())
    spoken = record_communication(
        agent,
        made,
        channel="phone",
        direction="out",
        text="约了周三",
        about=about,
        contact=default_contact(made),
        follow_up_at=later(at, days=1),
        at=at,
    )
    assert (spoken.by, spoken.automatic, spoken.text) == (agent.id, False, "约了周三")
    assert list(communications_about(about)) == list(communications_of(made)) == [spoken]
    fact = LedgerEntry.objects.get(kind="communication.recorded")
    assert (fact.context_id, fact.data) == (
        about.id,
        {
            "customer_id": str(made.id),
            "channel": "phone",
            "direction": "out",
            "automatic": False,
            "about_kind": "service_request",
            "about_id": str(about.id),
        },
    )


def test_what_the_house_says_by_itself_is_automatic(at):
    spoken = record_communication(HOUSE, customer(at), channel="mail", direction="out", text="已收到", at=at)
    assert (spoken.by, spoken.automatic) == (None, True)
    assert facts_of(spoken.ref).get().context_id == spoken.customer_id


def test_the_contact_is_one_of_the_customers(actor_of, at):
    made, other = customer(at), customer(at, name="李雷")
    with translation.override("en"), pytest.raises(ForeignContact, match="This contact belongs to another customer"):
        record_communication(
            actor_of("agent"), made, channel="chat", direction="in", contact=default_contact(other), at=at
        )
    assert Communication.objects.count() == 0


def test_who_may_not_record_leaves_nothing(actor_of, at):
    with pytest.raises(NotAllowed):
        record_communication(actor_of("analyst"), customer(at), channel="chat", direction="in", at=at)
    assert Communication.objects.count() == 0


@pytest.mark.parametrize("days", [1, -10_000])
def test_what_was_said_was_said_by_now_and_within_memory(at, days: int):
    with pytest.raises(NotThen):
        record_communication(HOUSE, customer(at), channel="phone", direction="in", done_at=later(at, days=days), at=at)
    assert Communication.objects.count() == 0


def test_a_talk_of_yesterday_stands_where_it_took_place(at):
    spoken = record_communication(
        HOUSE, customer(at), channel="phone", direction="in", done_at=later(at, days=-1), at=at
    )
    assert (spoken.at, facts_of(spoken.ref).get().at) == (later(at, days=-1), later(at, days=-1))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM customers_communication",
        "TRUNCATE customers_communication CASCADE",
        "UPDATE customers_communication SET text = 'never said'",
        "UPDATE customers_communication SET text = ''",
        "UPDATE customers_communication SET text = '', erased_at = now(), direction = 'in'",
    ],
)
def test_the_database_itself_keeps_the_log(at, statement: str):
    spoken = record_communication(HOUSE, customer(at), channel="sms", direction="out", text="明天到", at=at)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending checks can't be truncated anyway
        with pytest.raises(REFUSED, match="Cannot delete rows|append-only"), transaction.atomic():
            cursor.execute(statement)
    spoken.refresh_from_db()
    assert (spoken.text, spoken.direction) == ("明天到", "out")


def test_words_can_be_erased_and_the_fact_stays(at):
    record_communication(HOUSE, customer(at), channel="sms", direction="out", text="明天到", at=at)
    Communication.objects.update(text="", erased_at=at)
    assert list(Communication.objects.values_list("text", "channel", "erased_at")) == [("", "sms", at)]
