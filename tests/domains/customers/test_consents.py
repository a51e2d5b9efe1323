"""Who may be called or written to for offers: since when, noted by whom, and withdrawn at once."""

from datetime import timedelta

import pytest
from tests import make

from aftercare.domains.customers.actions import (
    merge_customer,
    note_consent,
    stop_offers,
    withdraw_consent,
)
from aftercare.domains.customers.errors import NoConsent, NotReachable
from aftercare.domains.customers.models import Consent
from aftercare.domains.customers.queries import best_consents, consenting_customers, consents_of
from aftercare.kit.errors import NotAllowed
from aftercare.kit.instants import NotThen
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(at, company):
    return make.customer(at)


@pytest.fixture
def person(served):
    return served.contacts.get()


def facts(kind):
    return list(LedgerEntry.objects.filter(kind=kind).values_list("data__channel", flat=True))


def test_consent_is_kept_with_who_noted_it_since_when_and_how(actor_of, person, at):
    agent, since = actor_of("agent"), at - timedelta(days=40)
    given = note_consent(agent, person, channel="phone", done_at=since, how=" Signed form ", at=at)
    assert (given.given_at, given.noted_by, given.how, given.withdrawn_at) == (since, agent.id, "Signed form", None)
    assert note_consent(agent, person, channel="phone", at=at).id == given.id
    assert (Consent.objects.count(), facts("contact.consent_given")) == (1, ["phone"])


def test_whom_a_channel_does_not_reach_can_not_agree_to_it(person, at):
    with pytest.raises(NotReachable) as refused:
        note_consent(make.HOUSE, person, channel="mail", at=at)
    assert "王芳 can't be reached this way" in str(refused.value)
    with pytest.raises(NotThen):
        note_consent(make.HOUSE, person, channel="phone", done_at=at + timedelta(days=1), at=at)
    assert not Consent.objects.exists()


def test_withdrawn_consent_ends_at_once_stays_on_record_and_can_be_given_anew(person, served, at):
    for channel in ("phone", "wechat"):
        note_consent(make.HOUSE, person, channel=channel, at=at)
    assert list(consenting_customers().distinct()) == [served.id]
    withdraw_consent(make.HOUSE, person, channel="wechat", why="Asked us to stop", at=at + timedelta(hours=1))
    assert best_consents([served.id])[served.id].channel == "phone"
    withdraw_consent(make.HOUSE, person, at=at + timedelta(hours=2))
    assert (list(consenting_customers()), best_consents([served.id])) == ([], {})
    with pytest.raises(NoConsent):
        withdraw_consent(make.HOUSE, person, at=at + timedelta(hours=3))
    note_consent(make.HOUSE, person, channel="wechat", at=at + timedelta(hours=4))
    assert sorted(one.why for one in consents_of(person)) == ["", "", "Asked us to stop"]
    assert sorted(facts("contact.consent_withdrawn")) == ["phone", "wechat"]


def test_a_merged_record_speaks_for_the_one_that_stays_and_stopping_ends_both(served, at):
    second = make.customer(at, name="王芳芳", phone="13900139000")
    note_consent(make.HOUSE, second.contacts.get(), channel="sms", at=at)
    merge_customer(make.HOUSE, second, into=served, at=at)
    assert list(consenting_customers()) == [served.id]
    assert best_consents([served.id])[served.id].contact.name == "王芳芳"
    assert len(stop_offers(make.HOUSE, served, at=at)) == 1
    assert (list(consenting_customers()), stop_offers(make.HOUSE, served, at=at)) == ([], [])


def test_a_stranger_and_a_reviewer_of_orders_can_not_note_consent(actor_of, person, at):
    for role in ("stranger", "order_reviewer", "analyst"):
        with pytest.raises(NotAllowed):
            note_consent(actor_of(role), person, channel="phone", at=at)
    assert not Consent.objects.exists()


def test_a_word_of_before_the_withdrawal_does_not_run_again(person, at):
    note_consent(make.HOUSE, person, channel="phone", done_at=at - timedelta(days=30), at=at)
    over, now = at + timedelta(hours=1), at + timedelta(hours=2)
    withdraw_consent(make.HOUSE, person, why="Asked us to stop", at=over)
    with pytest.raises(NotThen):
        note_consent(make.HOUSE, person, channel="phone", done_at=at - timedelta(days=10), at=now)
    assert not consenting_customers().exists()
    assert note_consent(make.HOUSE, person, channel="phone", at=now).given_at == now
