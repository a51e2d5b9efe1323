"""Writing a quotation from what covers the request, sending it, and what the customer decides."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from tests.make import HOUSE, customer, later, request
from tests.reacting import run_reactions

from aftercare.domains.billing.actions import (
    accept_quotation,
    add_rate,
    change_quotation,
    decline_quotation,
    draft_quotation,
    end_rate,
    expire_quotation,
    remind_of_quotation,
    revise_quotation,
    send_quotation,
    withdraw_quotation,
)
from aftercare.domains.billing.drafts import LineDraft
from aftercare.domains.billing.errors import (
    AlreadyQuoted,
    DeciderMissing,
    DiscountAboveLimit,
    LineIncomplete,
    NotADraft,
    QuotationRanOut,
    RateThere,
    ReasonMissing,
    RequestOver,
)
from aftercare.domains.billing.links import token_of
from aftercare.domains.billing.models import Quotation
from aftercare.domains.billing.policies import visible_to
from aftercare.domains.billing.queries import (
    available_actions,
    broken_invariants,
    lines_of,
    quotation_behind,
    quotations_in_sight,
    story_of,
)
from aftercare.domains.orders.actions import set_approval_limit
from aftercare.domains.requests.actions import cancel_request, override_coverage
from aftercare.kit.actor import system
from aftercare.kit.errors import NotAllowed, Stale, WrongState

pytestmark = pytest.mark.django_db


def test_the_house_proposes_labour_the_way_and_the_parts_that_are_named(draft, agent):
    assert (draft.number[:8], draft.state, draft.author_id) == ("QT-2026-", "draft", agent.id)
    rows = [(row.sort, row.unit, row.quantity, row.unit_price, row.net, row.tax) for row in lines_of(draft)]
    assert rows == [
        ("labour", "hour", Decimal(1), Decimal(120), Decimal(120), Decimal("7.20")),
        ("travel", "visit", Decimal(1), Decimal(80), Decimal(80), Decimal("4.80")),
        ("part", "piece", Decimal(1), Decimal("149.99"), Decimal("149.99"), Decimal(0)),
    ]
    assert (draft.net, draft.tax, draft.total) == (Decimal("349.99"), Decimal(12), Decimal("361.99"))
    assert (draft.valid_until, draft.currency) == (date(2026, 3, 24), "CNY")
    assert broken_invariants() == []


def test_a_covered_share_costs_nothing_and_the_line_says_why(half, draft):
    labour, travel, part = lines_of(draft)
    assert (part.covered_percent, part.covered, part.net) == (50, Decimal(75), Decimal("74.99"))
    assert (part.covered_by, [reason["code"] for reason in part.reasons]) == ("warranty", ["parts_covered"])
    assert (labour.covered_percent, labour.covered_by) == (0, "none")
    assert [reason["code"] for reason in labour.reasons] == ["labour_excluded"]
    assert draft.total == Decimal("286.99")


def test_who_pays_is_read_once_more_when_it_is_sent(draft, agent, manager, asked, at):
    override_coverage(manager, asked, labour_percent=100, parts_percent=0, travel_percent=50, reason="老客户", at=at)
    sent = send_quotation(agent, draft, at=at)
    rows = [(row.covered_percent, row.covered_by, row.net, row.reasons) for row in lines_of(sent)]
    assert rows == [
        (100, "override", Decimal(0), []),
        (50, "override", Decimal(40), []),
        (0, "none", Decimal("149.99"), []),
    ]
    assert (sent.total, broken_invariants()) == (Decimal("192.39"), [])


def test_old_quotations_keep_their_rates(draft, agent, asked, rates, vat, at):
    add_rate(HOUSE, cost="labour", per="hour", amount=Decimal(200), currency="CNY", valid_from=date(2026, 3, 1), at=at)
    with pytest.raises(RateThere, match="from 2026-03-01 on already"):
        add_rate(
            HOUSE, cost="labour", per="hour", amount=Decimal(9), currency="CNY", valid_from=date(2026, 3, 1), at=at
        )
    kept = send_quotation(agent, draft, at=at)
    assert lines_of(kept)[0].unit_price == Decimal(120)
    fresh = draft_quotation(agent, request(at, customer_=asked.customer), at=at)
    assert lines_of(fresh)[0].unit_price == Decimal(200)


def test_an_ended_rate_gives_way_to_the_one_before(agent, asked, rates, at):
    latest = add_rate(
        HOUSE, cost="labour", per="hour", amount=Decimal(200), currency="CNY", valid_from=date(2026, 3, 1), at=at
    )
    end_rate(HOUSE, latest, at=at)
    assert lines_of(draft_quotation(agent, asked, at=at))[0].unit_price == Decimal(120)


def test_what_is_not_complete_is_not_sent(agent, asked, at):
    odd = [LineDraft("other", Decimal(1), text="吊车")]
    draft = draft_quotation(agent, asked, lines=odd, at=at)
    with pytest.raises(LineIncomplete, match="Line 1 has no price or no quantity yet"):
        send_quotation(agent, draft, at=at)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_only_a_draft_is_changed_and_only_as_it_was_seen(agent, draft, fan, at):
    seen = draft.version
    lines = [LineDraft("part", Decimal(2), fan)]
    changed = change_quotation(agent, draft, lines=lines, notes="请在周末前答复", expected=seen, at=at)
    assert (changed.total, changed.notes) == (Decimal("299.98"), "请在周末前答复")
    with pytest.raises(Stale):
        change_quotation(agent, draft, notes="老客户", expected=seen, at=at)
    send_quotation(agent, changed, at=at)
    with pytest.raises(NotADraft, match="is sent and not decided yet; only a draft is changed"):
        change_quotation(agent, draft, notes="老客户", at=at)


def test_the_database_keeps_what_was_sent(sent):
    for change in (
        lambda: sent.lines.update(net=0),
        lambda: sent.lines.all().delete(),
        lambda: Quotation.objects.filter(pk=sent.pk).update(total=0, net=0, tax=0),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    assert broken_invariants() == []


def test_there_is_one_quotation_at_a_time_and_none_for_work_that_is_over(agent, draft, asked, at):
    with pytest.raises(AlreadyQuoted, match=draft.number):
        draft_quotation(agent, asked, at=at)
    cancel_request(agent, asked, reason="不修了", at=at)
    run_reactions()
    draft.refresh_from_db()
    assert draft.state == "withdrawn"
    with pytest.raises(RequestOver, match="is cancelled; a quotation is written while"):
        draft_quotation(agent, asked, at=at)


def test_the_customer_accepts_by_name_once(sent, by_link, at):
    accepted = accept_quotation(by_link, sent, name=" 王芳 ", at=later(at, hours=2))
    assert (accepted.state, accepted.decided_by, accepted.decided_via) == ("accepted", "王芳", "link")
    fact = story_of(accepted)[-1].fact
    assert (fact.kind, fact.actor_kind, fact.context_id) == ("quotation.accepted", "customer", sent.request_id)
    with pytest.raises(WrongState, match="Cannot accept a quotation that is accepted"):
        accept_quotation(by_link, sent, name="王芳", at=later(at, hours=3))
    assert broken_invariants() == []


def test_the_customer_declines_with_a_reason(sent, by_link, at):
    with pytest.raises(ReasonMissing):
        decline_quotation(by_link, sent, name="王芳", reason=" ", at=at)
    with pytest.raises(DeciderMissing):
        decline_quotation(by_link, sent, name="", reason="太贵", at=at)
    declined = decline_quotation(by_link, sent, name="王芳", reason="太贵", at=at)
    assert (declined.state, story_of(declined)[-1].text) == ("declined", "太贵")


def test_a_colleague_records_what_was_said_on_the_phone_with_a_note(sent, agent, actor_of, at):
    with pytest.raises(ReasonMissing):
        accept_quotation(agent, sent, name="王芳", at=at)
    with pytest.raises(NotAllowed):
        accept_quotation(actor_of("engineer"), sent, name="王芳", note="电话同意", at=at)
    accepted = accept_quotation(agent, sent, name="王芳", note="电话同意", at=at)
    assert (accepted.decided_via, story_of(accepted)[-1].text) == ("staff", "电话同意")


def test_what_ran_out_is_not_decided_and_expires(sent, by_link, at):
    with pytest.raises(QuotationRanOut, match="held until 2026-03-24"):
        accept_quotation(by_link, sent, name="王芳", at=later(at, days=15))
    assert expire_quotation(system("billing"), sent, at=later(at, days=14)).state == "sent"
    assert expire_quotation(system("billing"), sent, at=later(at, days=15)).state == "expired"


def test_a_reminder_is_given_once(sent, at):
    for hours in (1, 2):
        remind_of_quotation(system("billing"), sent, at=later(at, hours=hours))
    kinds = [one.fact.kind for one in story_of(sent)]
    assert kinds == ["quotation.drafted", "quotation.sent", "quotation.reminded"]


def test_a_change_is_a_new_version_that_takes_the_place_of_the_one_before(sent, agent, by_link, fan, at):
    second = revise_quotation(agent, sent, at=at)
    sent.refresh_from_db()
    assert (second.number, second.revision, second.replaces_id) == (f"{sent.number}-2", 2, sent.id)
    assert (sent.state, [row.unit_price for row in lines_of(second)]) == (
        "withdrawn",
        [Decimal(120), Decimal(80), Decimal("149.99")],
    )
    accept_quotation(by_link, send_quotation(agent, second, at=at), name="王芳", at=at)
    third = send_quotation(agent, revise_quotation(agent, second, at=at), at=at)
    second.refresh_from_db()
    assert (second.state, third.number) == ("accepted", f"{sent.number}-3")
    accept_quotation(by_link, third, name="王芳", at=at)
    second.refresh_from_db()
    assert (second.state, broken_invariants()) == ("withdrawn", [])


def test_what_was_sent_is_taken_back_for_a_reason(sent, agent, by_link, at):
    with pytest.raises(ReasonMissing):
        withdraw_quotation(agent, sent, at=at)
    withdraw_quotation(agent, sent, reason="写错了", at=at)
    with pytest.raises(WrongState, match="Cannot accept a quotation that is withdrawn"):
        accept_quotation(by_link, sent, name="王芳", at=at)


def test_a_large_discount_takes_a_right_of_its_own(draft, agent, manager, fan, at):
    set_approval_limit(HOUSE, currency="CNY", amount=Decimal(9000), discount_percent=Decimal(10), at=at)
    lines = [LineDraft("part", Decimal(1), fan, discount_percent=Decimal(20))]
    held = change_quotation(agent, draft, lines=lines, at=at)
    with pytest.raises(DiscountAboveLimit, match="a discount of up to 20 %; above 10 % it needs the right"):
        send_quotation(agent, held, at=at)
    assert send_quotation(manager, held, at=at).total == Decimal("119.99")


def test_a_link_opens_what_was_sent_and_nothing_else(draft, agent, at):
    token = token_of(draft)
    assert quotation_behind(token) is None
    sent = send_quotation(agent, draft, at=at)
    assert (quotation_behind(token), quotation_behind(token[:-1])) == (sent, None)


def test_others_see_no_quotation(draft, sent, actor_of, agent, by_link, at):
    from aftercare.kit.actor import Actor, ActorKind

    other = customer(at, name="赵敏", phone="13900139000")
    assert list(visible_to(actor_of("stranger"))) == []
    assert list(visible_to(Actor(ActorKind.CUSTOMER, other.id, "赵敏"))) == []
    assert [list(visible_to(who)) for who in (agent, by_link)] == [[sent], [sent]]
    assert list(quotations_in_sight(agent, sent.number[:8])) == [sent]
    assert list(quotations_in_sight(agent, "王芳")) == [sent]


def test_the_moves_that_are_open_to_each(draft, agent, actor_of, at):
    assert available_actions(agent, draft) == ["send", "withdraw"]
    sent = send_quotation(agent, draft, at=at)
    assert available_actions(agent, sent) == ["accept", "decline", "withdraw", "revise"]
    assert available_actions(actor_of("dispatcher"), sent) == []


def test_whoever_sent_it_and_whoever_has_the_request_hear_of_the_decision(sent, by_link, agent, assigned, worker, at):
    from aftercare.domains.channels.models import Notification

    accept_quotation(by_link, sent, name="王芳", at=later(at, hours=2))
    run_reactions()
    told = Notification.objects.filter(kind="quotation.decided").values_list("person_id", "about_id")
    assert set(told) == {(agent.id, sent.id), (worker.id, sent.id)}


def test_nobody_decides_once_the_loop_is_closed(sent, assigned, worker, actor_of, at):
    from aftercare.domains.fieldwork.actions import handle_visit
    from aftercare.domains.fieldwork.drafts import RecordDraft
    from aftercare.domains.requests.actions import confirm_request, start_request

    start_request(worker, assigned, at=later(at, hours=2))
    handle_visit(worker, assigned, record=RecordDraft(work_done="换风扇", labour_minutes=60), at=later(at, hours=3))
    confirm_request(actor_of("callback"), assigned, satisfaction=5, at=later(at, hours=4))
    run_reactions()
    sent.refresh_from_db()
    assert sent.state == "withdrawn"


def test_what_is_quoted_after_the_loop_was_opened_again_stays(sent, assigned, worker, agent, actor_of, at):
    from aftercare.domains.fieldwork.actions import handle_visit
    from aftercare.domains.fieldwork.drafts import RecordDraft
    from aftercare.domains.requests.actions import confirm_request, reopen_request, start_request

    start_request(worker, assigned, at=later(at, hours=2))
    handle_visit(worker, assigned, record=RecordDraft(work_done="换风扇", labour_minutes=60), at=later(at, hours=3))
    confirm_request(actor_of("callback"), assigned, satisfaction=5, at=later(at, hours=4))
    reopen_request(actor_of("manager"), assigned, reason="又坏了", at=later(at, hours=5))
    run_reactions()
    sent.refresh_from_db()
    assert sent.state == "sent"
