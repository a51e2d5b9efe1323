"""Mails leave once: to a real server, through its troubles, and past a worker's death."""

from datetime import timedelta

import pytest
import time_machine
from aiosmtpd.controller import Controller
from tests import make
from tests.at_once import at_once
from tests.domains.channels.conftest import HOUSE
from tests.reacting import run_reactions

from aftercare.domains.channels.actions import deliver_message, send_message_again
from aftercare.domains.channels.errors import NoMailServer
from aftercare.domains.channels.jobs import send_due
from aftercare.domains.channels.mail import Carrier
from aftercare.domains.channels.models import Message
from aftercare.domains.requests.links import token_of
from aftercare.kit.errors import NotAllowed, WrongState
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The worker dies."""


def submitted(at, customer):
    wanted = make.request(at, customer_=customer)
    run_reactions()
    return wanted


def sent_at(at, **later):
    with time_machine.travel(at + timedelta(**later), tick=False):
        return send_due()


def test_a_customer_gets_one_mail_with_a_chinese_subject_and_the_signed_link(at, box, reader):
    wanted = submitted(at, reader)
    assert [sent_at(at), sent_at(at), sent_at(at, days=2)] == [1, 0, 0]
    (mail,) = box.mails
    assert box.to == [["wang@example.com"]]
    assert mail["Subject"].strip() == f"【{wanted.number}】已收到您的服务请求"
    assert mail["From"] == "华安服务 <service@example.com>"
    plain = mail.get_body(("plain",)).get_content()
    link = f"https://service.example.com/service/r/{token_of(wanted)}/"
    assert plain.splitlines()[0] == "王芳，您好！"
    assert link in plain.splitlines()
    assert f'<a href="{link}">' in mail.get_body(("html",)).get_content()
    message = Message.objects.get()
    assert (message.state, message.tries, message.sent_at, message.send_at) == ("sent", 1, at, None)
    assert mail["Message-ID"] == message.mail_id == f"<{message.id}@service.example.com>"
    assert [fact.kind for fact in facts_of(message.ref)] == ["message.queued", "message.sent"]


def test_while_the_server_is_down_a_mail_waits_and_then_leaves_once(at, mail_settings, reader):
    submitted(at, reader)
    assert sent_at(at) == 1
    message = Message.objects.get()
    assert (message.state, message.tries, message.send_at) == ("queued", 1, at + timedelta(minutes=1))
    assert "refused" in message.last_error.lower()
    assert sent_at(at, seconds=30) == 0
    from tests.mail_server import Box

    kept = Box()
    server = Controller(kept, hostname="127.0.0.1", port=mail_settings)
    server.start()
    try:
        assert [sent_at(at, minutes=1), sent_at(at, minutes=9)] == [1, 0]
    finally:
        server.stop()
    message.refresh_from_db()
    assert (len(kept.mails), message.state, message.tries, message.last_error) == (1, "sent", 2, "")


def test_a_worker_killed_after_the_server_took_it_leaves_a_repeat_that_is_known_by_its_id(at, box, reader):
    submitted(at, reader)
    carrier = Carrier()

    def carry_and_die(mail):
        carrier.carry(mail)
        raise Killed

    with pytest.raises(Killed):
        deliver_message(HOUSE, Message.objects.get(), carry=carry_and_die, at=at)
    carrier.close()
    assert (Message.objects.get().state, Message.objects.get().tries) == ("queued", 0)
    assert sent_at(at) == 1
    assert len({mail["Message-ID"] for mail in box.mails}) == 1
    assert [fact.kind for fact in facts_of(Message.objects.get().ref)] == ["message.queued", "message.sent"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(at, box, reader):
    for n in range(6):
        make.request(at, customer_=reader, title=f"空调 {n}")
    run_reactions()
    with time_machine.travel(at, tick=False):
        done = at_once(send_due, send_due)
    assert sum(done) == 6
    assert len({mail["Subject"] for mail in box.mails}) == len(box.mails) == 6


def test_an_address_that_is_refused_for_good_is_given_up_and_can_be_sent_again(at, box, reader, actor_of):
    submitted(at, reader)
    box.answer = "550 No such mailbox"
    assert sent_at(at) == 1
    message = Message.objects.get()
    assert (message.state, message.send_at, message.tries) == ("failed", None, 1)
    assert "No such mailbox" in message.last_error
    with pytest.raises(NotAllowed, match="see outgoing messages and write what they say"):
        send_message_again(actor_of("agent"), message, at=at)
    box.answer = "250 OK"
    send_message_again(actor_of("manager"), message, at=at)
    assert sent_at(at) == 1
    assert len(box.mails) == 1
    with pytest.raises(WrongState, match="Cannot send again a message that is sent already"):
        send_message_again(actor_of("manager"), message, at=at)


def test_a_server_that_refuses_for_now_is_tried_for_two_days_and_then_left_to_people(at, box, reader):
    submitted(at, reader)
    box.answer = "451 Busy"
    instant, pauses = at, []
    for _ in range(15):
        with time_machine.travel(instant, tick=False):
            assert send_due() == 1
        message = Message.objects.get()
        if message.send_at:
            pauses.append(int((message.send_at - instant).total_seconds() // 60))
            instant = message.send_at
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 480, 480, 480, 480, 480]
    assert (message.state, message.tries, box.mails) == ("failed", 15, [])


def test_without_a_mail_server_a_mail_is_kept_and_said_to_be_not_sent(at, reader, settings, actor_of):
    settings.EMAIL_HOST = ""
    submitted(at, reader)
    message = Message.objects.get()
    assert (message.state, message.get_state_display()) == ("held", "Not sent: no mail server is set")
    assert sent_at(at) == 0
    with pytest.raises(NoMailServer, match="No mail server is set"):
        send_message_again(actor_of("manager"), message, at=at)
    assert Message.objects.get().state == "held"
