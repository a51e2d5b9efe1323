"""A request from its entry to the rating: who learns of it, by which way, and that nobody hears anything twice."""

from datetime import timedelta

import pytest
import time_machine
from tests import make
from tests.domains.channels.conftest import reader  # noqa: F401  a customer who reads mail
from tests.reacting import run_reactions

from aftercare.domains.channels.jobs import send_due
from aftercare.domains.channels.models import Message, Notification
from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.feedback.actions import answer_by_mark
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import record_contact, start_request
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


def settle(at) -> None:
    """Reactions run, and run again as after a kill; then what is due leaves."""
    from aftercare.kit.events import REACTIONS, event_of

    run_reactions()
    for fact in LedgerEntry.objects.order_by("id"):
        for name, reaction in REACTIONS.get(fact.kind, {}).items():
            if ".channels." in name and "when" not in name:
                _again(reaction, event_of(fact), fact, name)
    with time_machine.travel(at, tick=False):
        send_due()


def _again(reaction, happened, fact, name) -> None:
    from aftercare.kit.events import CONDITIONS

    if name not in CONDITIONS or CONDITIONS[name](happened):
        reaction(happened, fact)


def test_from_the_receipt_to_the_rating_each_hears_once(at, box, reader, user_of, actor_of):  # noqa: F811
    customer = Actor(ActorKind.CUSTOMER, reader.id, "")
    worker = make.engineer(at, user=user_of("engineer"))
    user_of("agent")
    wanted = make.request(at, customer_=reader)
    settle(at)
    record_contact(customer, wanted, channel="portal", direction="in", text="When?", at=at)
    slot = Slot(at + timedelta(hours=1), at + timedelta(hours=3))
    assign_by_hand(actor_of("dispatcher"), wanted, engineer=worker, slot=slot, at=at)
    settle(at)
    start_request(actor_of("engineer"), wanted, at=at + timedelta(hours=1))
    record = RecordDraft(work_done="换电容", labour_minutes=30)
    handle_visit(actor_of("engineer"), wanted, record=record, at=at + timedelta(hours=2))
    settle(at + timedelta(hours=2))
    answer_by_mark(customer, wanted, satisfaction=5, at=at + timedelta(hours=4))
    settle(at + timedelta(hours=4))

    told = Notification.objects.order_by("kind").values_list("kind", "person__name")
    assert list(told) == [("customer.wrote", "engineer"), ("request.assigned", "engineer")]
    sent = [(to[0], mail["Subject"].strip()) for to, mail in zip(box.to, box.mails, strict=True)]
    number = wanted.number
    assert sorted(sent) == sorted(
        [
            ("wang@example.com", f"【{number}】已收到您的服务请求"),
            ("engineer@example.com", f"{number} 的客户来信：空调不制冷"),
            ("engineer@example.com", f"{number} 已派给您：空调不制冷"),
            ("wang@example.com", f"【{number}】李工 将于 2026年3月10日 上门"),
            ("wang@example.com", f"【{number}】问题解决了吗？请用一分钟告诉我们"),
        ]
    )
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
