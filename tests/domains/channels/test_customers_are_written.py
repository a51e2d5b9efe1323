"""What customers are written along the loop, in whose words, and who gets nothing."""

from datetime import timedelta

import pytest
from tests import make
from tests.reacting import run_reactions

from aftercare.domains.channels.actions import (
    choose_for_contact,
    remove_reply_template,
    set_reply_template,
    set_template,
    take_back_template,
)
from aftercare.domains.channels.errors import (
    EmptyTemplate,
    LooseBrace,
    ReplyCodeTaken,
    UnknownLetter,
    UnknownPlaceholder,
)
from aftercare.domains.channels.letter import filled
from aftercare.domains.channels.letters import LETTERS
from aftercare.domains.channels.models import Message, Template
from aftercare.domains.channels.queries import reply_templates, sample_values
from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.feedback.actions import answer_by_mark
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import move_required_date, start_request
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def letters() -> list[tuple[str, str]]:
    """What customers were written, in order."""
    return list(Message.objects.exclude(contact=None).order_by("id").values_list("kind", "subject"))


def test_the_story_is_told_from_the_receipt_to_the_rating(at, reader, user_of, actor_of):
    worker = make.engineer(at, user=user_of("engineer"))
    wanted = make.request(at, customer_=reader)
    slot = Slot(at + timedelta(hours=1), at + timedelta(hours=3))
    assign_by_hand(actor_of("dispatcher"), wanted, engineer=worker, slot=slot, at=at)
    move_required_date(actor_of("manager"), wanted, to=at + timedelta(days=9), reason="customer", at=at)
    start_request(actor_of("engineer"), wanted, at=at + timedelta(hours=1))
    record = RecordDraft(work_done="换电容", labour_minutes=30)
    handle_visit(actor_of("engineer"), wanted, record=record, at=at + timedelta(hours=2))
    run_reactions()
    customer = Actor(ActorKind.CUSTOMER, reader.id, "")
    answer_by_mark(customer, wanted, satisfaction=5, at=at + timedelta(hours=4))
    run_reactions()
    n = wanted.number
    assert letters() == [
        ("letter.received", f"【{n}】已收到您的服务请求"),
        ("letter.visit_planned", f"【{n}】李工 将于 2026年3月10日 上门"),
        ("letter.date_moved", f"【{n}】新的日期：2026年3月19日 09:00"),
        ("letter.handled", f"【{n}】问题解决了吗？请用一分钟告诉我们"),
    ]
    text = Message.objects.get(kind="letter.visit_planned").text
    assert "李工 将于 2026年3月10日 10:00–12:00 上门处理“空调不制冷”。" in text


def test_who_has_no_address_or_wants_no_mail_gets_none(at, reader, actor_of):
    contact = reader.contacts.get()
    choose_for_contact(actor_of("agent"), contact, mail=False, at=at)
    make.request(at, customer_=reader)
    make.request(at, customer_=make.customer(at, name="无信箱", phone="13900139000"))
    run_reactions()
    assert letters() == []
    choose_for_contact(actor_of("agent"), contact, mail=True, at=at)
    make.request(at, customer_=reader, title="漏水")
    run_reactions()
    assert [kind for kind, _subject in letters()] == ["letter.received"]


def test_own_words_count_until_they_are_taken_back(at, reader, actor_of):
    manager = actor_of("manager")
    words = {"event": "received", "language": "zh-hans", "subject": "单号 {number}", "text": "{contact}：{link}"}
    set_template(manager, at=at, **words)
    first = make.request(at, customer_=reader)
    run_reactions()
    assert letters() == [("letter.received", f"单号 {first.number}")]
    set_template(manager, at=at, active=False, **words)
    make.request(at, customer_=reader, title="漏水")
    run_reactions()
    assert len(letters()) == 1
    taken = [take_back_template(manager, event="received", language="zh-hans", at=at) for _ in range(2)]
    assert taken == [True, False]
    third = make.request(at, customer_=reader, title="异响")
    run_reactions()
    assert letters()[1] == ("letter.received", f"【{third.number}】已收到您的服务请求")


@pytest.mark.parametrize(
    ("subject", "text", "refusal", "words"),
    [
        (
            "{engineer}",
            "Text",
            UnknownPlaceholder,
            "“{engineer}” stands for nothing in this message; these can be used",
        ),
        ("Subject", "{number", LooseBrace, "A brace stands alone"),
        (" ", "Text", EmptyTemplate, "A message needs a subject and a text"),
    ],
)
def test_words_that_could_not_be_filled_are_refused(at, actor_of, subject, text, refusal, words):
    with pytest.raises(refusal, match=words):
        set_template(actor_of("manager"), event="received", language="en", subject=subject, text=text, at=at)
    with pytest.raises(UnknownLetter, match="There is no message for “received” in “fr”"):
        set_template(actor_of("manager"), event="received", language="fr", subject="S", text="T", at=at)
    with pytest.raises(NotAllowed):
        set_template(actor_of("agent"), event="received", language="en", subject="S", text="T", at=at)
    assert Template.objects.count() == 0


@pytest.mark.parametrize("code", LETTERS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_products_own_words_use_known_placeholders_only(company, at, code, language):
    from aftercare.domains.channels.letter import check_words

    letter = LETTERS[code]
    subject, text = letter.words(language)
    check_words(letter, subject, text)
    assert "{" not in filled(subject + text, sample_values(letter, language, at=at))


def test_ready_answers_are_offered_by_language_and_kind(at, actor_of):
    manager, repair = actor_of("manager"), RequestKind.objects.get(pk="repair")
    said = {"language": "zh-hans", "text": "好的", "at": at}
    general = set_reply_template(manager, code="ok", name="好的", **said)
    of_repair = set_reply_template(manager, code="parts", name="等配件", kind=repair, **said)
    set_reply_template(manager, code="ok", name="OK", language="en", text="OK", at=at)
    agent = actor_of("agent")
    assert set(reply_templates(agent, "zh-hans")) == {general, of_repair}
    assert set(reply_templates(agent, "zh-hans", "repair")) == {general, of_repair}
    assert set(reply_templates(agent, "zh-hans", "install")) == {general}
    assert set(reply_templates(Actor(ActorKind.CUSTOMER, None, ""), "zh-hans")) == set()
    with pytest.raises(ReplyCodeTaken, match="There is a ready answer “ok” in this language already"):
        set_reply_template(manager, of_repair, code="ok", name="等配件", **said)
    remove_reply_template(manager, general, at=at)
    assert set(reply_templates(agent, "zh-hans")) == {of_repair}
