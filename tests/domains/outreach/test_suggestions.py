"""What fits whom: by grade, tag and occasion, each with its reason; never whoever did not agree."""

from datetime import date, timedelta

import pytest
from tests import make
from tests.domains.grading.bought import bought
from tests.domains.outreach.shop import FIRST, asked, names, sleeper, suggestion, unit_of

from aftercare.domains.contracts.actions import start_agreement
from aftercare.domains.customers.actions import (
    add_grade,
    add_site,
    add_tag,
    merge_customer,
    note_consent,
    withdraw_consent,
)
from aftercare.domains.devices.actions import move_device
from aftercare.domains.outreach.actions import add_suggestion, change_suggestion
from aftercare.domains.outreach.errors import EndsBeforeItBegins, SpanMissing
from aftercare.domains.outreach.models import SalesSuggestion
from aftercare.domains.outreach.queries import fitting, in_force, list_lines, suggestions_for
from aftercare.kit.errors import NotAllowed, Stale
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


def said(customer, at):
    return [(one.title, str(ground)) for one, ground in suggestions_for(customer, at=at)]


def test_a_suggestion_is_kept_changed_and_refused_when_somebody_was_first(company, actor_of, at):
    manager = actor_of("manager")
    grade = add_grade(make.HOUSE, code="gold", name="金牌", at=at)
    one = add_suggestion(manager, title=" 延保 ", valid_from=FIRST, grades=[grade], at=at)
    assert (one.title, one.span, list(one.grades.all())) == ("延保", 0, [grade])
    change_suggestion(manager, one, occasion="asleep", span=180, grades=[], expected=1, at=at)
    one.refresh_from_db()
    assert (one.occasion, one.span, list(one.grades.all()), one.version) == ("asleep", 180, [], 2)
    with pytest.raises(Stale):
        change_suggestion(manager, one, title="Other", expected=1, at=at)
    assert LedgerEntry.objects.get(kind="sales_suggestion.changed").data == {"fields": ["occasion", "span", "grades"]}


def test_what_can_not_hold_is_refused(company, at):
    with pytest.raises(SpanMissing):
        suggestion(at, occasion="warranty_ends")
    with pytest.raises(EndsBeforeItBegins):
        suggestion(at, valid_until=FIRST - timedelta(days=1))
    assert not SalesSuggestion.objects.exists()


def test_only_who_manages_offers_keeps_suggestions(actor_of, at):
    for role in ("agent", "callback", "order_clerk", "stranger"):
        with pytest.raises(NotAllowed):
            add_suggestion(actor_of(role), title="延保", valid_from=FIRST, at=at)


def test_a_suggestion_holds_on_its_days_alone(company, at):
    suggestion(at, title="Over", valid_until=date(2026, 3, 9))
    suggestion(at, title="Today", valid_from=date(2026, 3, 10), valid_until=date(2026, 3, 10))
    suggestion(at, title="Tomorrow", valid_from=date(2026, 3, 11))
    assert [one.title for one in in_force(at=at)] == ["Today"]


def test_grade_and_tag_choose_the_class(company, at):
    gold, tag = add_grade(make.HOUSE, code="gold", name="金牌", at=at), add_tag(make.HOUSE, name="学校", at=at)
    sleeper(at, "甲", grade=gold)
    sleeper(at, "乙", grade=gold, tags=[tag])
    sleeper(at, "丙", tags=[tag])
    assert asked(suggestion(at), at) == sorted(["甲", "乙", "丙"])
    assert asked(suggestion(at, grades=[gold]), at) == sorted(["甲", "乙"])
    assert asked(suggestion(at, grades=[gold], tags=[tag]), at) == ["乙"]


def test_a_warranty_that_ends_soon_is_a_reason_unless_an_agreement_covers_the_device(company, at):
    one, two, three, four = (sleeper(at, name) for name in ("甲", "乙", "丙", "丁"))
    unit_of(at, one, ends_in=30)
    unit_of(at, two, ends_in=61, serial="SN2")
    unit_of(at, three, ends_in=-1, serial="SN3")
    covered = unit_of(at, four, ends_in=30, serial="SN4")
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    start_agreement(make.HOUSE, customer=four, name="全保", devices=[covered], at=at, **year)
    wanted = suggestion(at, occasion="warranty_ends", span=60)
    assert asked(wanted, at) == ["甲"]
    told = "The warranty of 空调 SN1 ends on 9 Apr 2026, and no agreement covers it."
    assert (said(one, at), said(four, at)) == ([("延保一年", told)], [])


@pytest.mark.parametrize("how", ["sites", "products"])
def test_an_agreement_for_the_place_or_the_model_covers_the_device_too(company, at, how):
    one, two = sleeper(at, "甲"), sleeper(at, "乙")
    unit_of(at, one, ends_in=30)
    covered = unit_of(at, two, ends_in=30, serial="SN2")
    place = add_site(make.HOUSE, two, name="家", at=at)
    move_device(make.HOUSE, covered, site=place, at=at)
    named = {"sites": [place], "products": [covered.product]}[how]
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    start_agreement(make.HOUSE, customer=two, name="全保", at=at, **{how: named}, **year)
    assert asked(suggestion(at, occasion="warranty_ends", span=60), at) == ["甲"]


def test_an_agreement_that_ends_an_old_device_and_a_long_silence_are_reasons(company, at):
    one, two = sleeper(at, "甲", days_ago=200), sleeper(at, "乙", days_ago=20)
    unit_of(at, two, ends_in=900, age_days=366 * 6)
    start_agreement(make.HOUSE, customer=one, name="年保", starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31), at=at)
    suggestion(at, title="续约", occasion="agreement_ends", span=30)
    suggestion(at, title="换新", occasion="device_age", span=6)
    suggestion(at, title="唤醒", occasion="asleep", span=180)
    assert [title for title, _why in said(one, at)] == ["唤醒", "续约"]
    assert said(one, at)[0][1] == "The last purchase was on 22 Aug 2025."
    assert [title for title, _why in said(two, at)] == ["换新"]


def test_who_waits_for_what_was_ordered_is_not_asleep(company, at):
    one, two = sleeper(at, "甲", days_ago=200), sleeper(at, "乙", days_ago=200)
    bought(at, one, days_ago=0, total="80", state="approved")
    bought(at, two, days_ago=0, total="80", state="cancelled")
    bought(at, two, days_ago=0, total="80", state="draft")
    assert asked(suggestion(at, title="唤醒", occasion="asleep", span=180), at) == ["乙"]
    assert said(one, at) == []


def test_nothing_is_suggested_to_whoever_did_not_agree_or_no_longer_does(company, at):
    silent, agrees = sleeper(at, "甲", agrees=False), sleeper(at, "乙")
    one = suggestion(at)
    assert (names(fitting(one, at=at)), asked(one, at)) == (sorted(["甲", "乙"]), ["乙"])
    assert (said(silent, at), len(said(agrees, at))) == ([], 1)
    withdraw_consent(make.HOUSE, agrees.contacts.get(), at=at)
    assert (asked(one, at), said(agrees, at)) == ([], [])


def test_purchases_devices_and_consents_of_merged_records_count_for_the_one_that_stays(company, at):
    stays, second = sleeper(at, "甲", agrees=False), sleeper(at, "乙", days_ago=10)
    unit_of(at, second, ends_in=30)
    merge_customer(make.HOUSE, second, into=stays, at=at)
    asleep = suggestion(at, title="唤醒", occasion="asleep", span=180)
    ends = suggestion(at, title="延保", occasion="warranty_ends", span=60)
    assert (asked(asleep, at), asked(ends, at)) == ([], ["甲"])
    assert [title for title, _why in said(stays, at)] == ["延保"]


def test_a_line_of_the_list_tells_last_purchase_value_and_how_to_ask(company, at):
    one = sleeper(at, "甲", days_ago=300, total="800")
    bought(at, one, days_ago=250, total="450.5")
    bought(at, one, days_ago=100, total="99", currency="USD")
    note_consent(make.HOUSE, one.contacts.get(), channel="sms", at=at)
    (line,) = list_lines(suggestion(at), [one], at=at)
    assert (line.bought_at, str(line.spent), line.orders) == (at - timedelta(days=100), "1250.500", 3)
    assert (line.consent.channel, str(line.ground)) == ("phone", "The customer is of the class that this is for.")


def test_an_agreement_of_the_record_that_stays_covers_devices_of_the_merged_one(company, at):
    stays, second = make.customer(at, name="甲"), make.customer(at, name="乙", phone="13800138001")
    unit_of(at, second, ends_in=20)
    merge_customer(make.HOUSE, second, into=stays, at=at)
    one, day = suggestion(at, occasion="warranty_ends", span=60), at.date()
    assert names(fitting(one, at=at)) == ["甲"]
    start_agreement(
        make.HOUSE, customer=stays, name="年度保养", starts_on=day, ends_on=day + timedelta(days=365), at=at
    )
    assert names(fitting(one, at=at)) == []
