"""The portal: a request without an account, a link that opens one thing, and nothing about anybody else."""

import base64
import re
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.urls import reverse

from aftercare.domains.contracts.models import Clock
from aftercare.domains.customers.models import Communication, Customer
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.ledger import facts_of, texts_of
from aftercare.kit.models import Count, LedgerEntry
from aftercare.surfaces.portal.limits import MOST, MOST_WRITES
from tests import make
from tests.make import later

pytestmark = pytest.mark.django_db
FORM = {"title": "空调不制冷", "kind": "repair", "name": "林女士", "phone": "13800138000"}


def submit(client, **changes: str):
    return client.post(reverse("portal:submit"), {**FORM, **changes})


def followed(client, answer) -> str:
    """What stands on the page of the request that was just entered."""
    return client.get(answer["Location"].replace("sent/", "")).content.decode()


def test_a_request_leads_to_what_happens_next(client_of, company):
    answer = submit(client_of(""))
    made = ServiceRequest.objects.get()
    assert answer["Location"] == reverse("portal:sent", args=[token_of(made)])
    assert (made.channel, made.customer.name, made.contact.phone) == ("portal", "林女士", "+8613800138000")


def test_a_form_sent_twice_makes_one_request(client_of, company):
    nobody, key = client_of(""), "9c1e4a52-31a9-4a53-b9b7-6f1f5a0f1d22"
    answers = [submit(nobody, idempotency_key=key) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ServiceRequest.objects.count() == 1


def test_another_person_under_a_known_number_is_kept_in_words_and_adds_nothing_to_its_customer(client_of, at, company):
    known = make.customer(at, name="王芳")
    nobody, entries = client_of(""), LedgerEntry.objects.filter(subject_kind="customer")
    told = entries.count()
    for name in ("林女士", "赵先生", " 王芳 "):
        submit(nobody, name=name, title=f"空调 {name}", address="" if name == " 王芳 " else "天河路 1 号")
    wrote = ServiceRequest.objects.order_by("id").values_list("customer", "contact__name", "description")
    assert list(wrote) == [
        (known.id, "王芳", "所填姓名: 林女士\n所填地址: 天河路 1 号"),
        (known.id, "王芳", "所填姓名: 赵先生\n所填地址: 天河路 1 号"),
        (known.id, "王芳", ""),
    ]
    assert (known.contacts.count(), known.sites.count(), entries.count()) == (1, 0, told)


def test_who_is_known_by_number_and_name_may_tell_a_new_address(client_of, at, company):
    known, nobody = make.customer(at, name="王芳"), client_of("")
    for n in range(2):
        submit(nobody, name="王芳", title=f"空调 {n}", address=" 天河路 1 号 ", description="Since yesterday")
    sites = ServiceRequest.objects.order_by("id").values_list("site__address", "description")
    assert list(sites) == [("天河路 1 号", "Since yesterday")] * 2
    assert known.sites.count() == 1


def test_a_wish_nobody_can_be_assigned_for_is_read_but_not_promised(client_of, company, frozen, at):
    nobody = client_of("")
    frozen.move_to(later(at, hours=2, minutes=58))
    shown = followed(nobody, submit(nobody, day="2026-03-10", part="morning"))
    made = ServiceRequest.objects.get()
    assert (made.description, made.wished_to - made.wished_from) == ("", timedelta(hours=4))
    assert made.required_at == Clock.objects.get(subject_id=made.id, kind="resolution").due_at
    assert ("You wished for" in shown, shown.count("today 08:00–12:00")) == (True, 1)


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(client_of, company):
    answer = submit(client_of(""), phone="", description="Since yesterday")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in shown for words in ("空调不制冷", "林女士", "Since yesterday", "This field is required."))
    assert ServiceRequest.objects.count() == 0


def test_all_that_is_wrong_is_said_at_once_each_at_its_field(client_of, company):
    answer = submit(client_of(""), phone="", title="", day="2026-03-09")
    assert answer.context["form"].errors == {
        "title": ["Choose what fits best above, or write it in your own words."],
        "phone": ["This field is required."],
        "day": ["9 Mar 2026, 18:00 CST has already passed; choose a later one."],
    }
    assert ServiceRequest.objects.count() == 0


def test_a_flood_is_refused_with_a_sentence_and_its_words(client_of, company):
    nobody = client_of("")
    for n in range(MOST):
        assert submit(nobody, title=f"空调 {n}").status_code == 302
    answer = submit(nobody, title="One more")
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "Too many requests from here within an hour" in answer.content.decode()
    assert ("One more" in answer.content.decode(), ServiceRequest.objects.count()) == (True, MOST)


def test_what_was_refused_is_counted_too_and_the_hour_does_not_begin_anew(client_of, company, frozen, at):
    nobody = client_of("")
    for n in range(MOST):
        submit(nobody, title=f"空调 {n}", phone="1" * 25, idempotency_key=f"k{n}")
    assert [count.number for count in Count.objects.all()] == [MOST]
    frozen.move_to(later(at, minutes=59))
    assert (submit(nobody).status_code, ServiceRequest.objects.count()) == (429, 0)
    frozen.move_to(later(at, minutes=60))
    assert submit(nobody).status_code == 302


def test_writing_by_a_link_has_a_limit_of_its_own(client_of, assigned):
    nobody, address = client_of(""), reverse("portal:write", args=[token_of(assigned)])
    answers = [nobody.post(address, {"text": f"Hello {n}"}) for n in range(MOST_WRITES + 1)]
    assert [answer.status_code for answer in answers] == [302] * MOST_WRITES + [429]
    assert answers[-1]["Retry-After"] == "3600"
    assert "Too many messages about this request within an hour" in answers[-1].content.decode()


def test_a_flood_is_counted_by_the_address_behind_the_trusted_proxies(client_of, company, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    nobody = client_of("")

    def status(behind: str) -> int:
        answer = nobody.post(reverse("portal:submit"), FORM, headers={"x-forwarded-for": behind})
        return answer.status_code

    assert [status("203.0.113.7") for _ in range(MOST)] == [302] * MOST
    assert (status("203.0.113.7"), status("203.0.113.8")) == (429, 302)
    assert status("198.51.100.1, 203.0.113.7") == 429, "what a stranger writes before the proxy's word is not believed"


def test_without_trusted_proxies_nobody_hides_behind_a_header(client_of, company):
    nobody = client_of("")
    for n in range(MOST):
        headers = {"x-forwarded-for": f"203.0.113.{n}"}
        assert nobody.post(reverse("portal:submit"), FORM, headers=headers).status_code == 302
    assert submit(nobody).status_code == 429


def test_a_stranger_who_types_anothers_number_learns_nothing_of_them(client_of, at, company):
    known = make.customer(at, name="王芳")
    make.request(at, customer_=known, title="冰箱漏水")
    nobody = client_of("")
    page = followed(nobody, submit(nobody))
    assert Customer.objects.count() == 1
    assert [words for words in ("王芳", "冰箱漏水", "13800138000", known.number) if words in page] == []
    assert "138****8000" in page


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "A" + t[1:], lambda t: "x"]
)
@pytest.mark.parametrize("name", ["track", "write", "cancel", "rate"])
def test_a_link_that_was_changed_opens_nothing(client_of, assigned, change, name: str):
    wanted = token_of(assigned)
    tampered = change(wanted) if change(wanted) != wanted else "B" + wanted[1:]
    address = reverse(f"portal:{name}", args=[tampered])
    nobody = client_of("")
    answer = nobody.get(address) if name == "track" else nobody.post(address, {"text": "x", "reason": "x"})
    assert answer.status_code == 404
    assert ServiceRequest.objects.get().state == "assigned"


def test_the_customer_sees_what_was_shown_and_not_what_colleagues_noted(client_of, assigned, actor_of, at):
    from aftercare.domains.requests.actions import note_request

    note_request(actor_of("agent"), assigned, text="Pays late.", at=at)
    note_request(actor_of("agent"), assigned, text="We come on Friday.", internal=False, at=at)
    page = client_of("").get(reverse("portal:track", args=[token_of(assigned)])).content.decode()
    assert ("Pays late." in page, "We come on Friday." in page) == (False, True)


def test_what_the_customer_writes_is_read_in_the_console(client_of, assigned):
    address = reverse("portal:write", args=[token_of(assigned)])
    assert client_of("").post(address, {"text": "Please ring twice."}).status_code == 302
    story = client_of("agent").get(reverse("console:request", args=[assigned.id])).content.decode()
    assert "wrote to the desk (Portal)" in story
    assert "Please ring twice." in story


def test_a_cancelled_request_says_so_and_offers_nothing_more(client_of, assigned):
    nobody, token = client_of(""), token_of(assigned)
    nobody.post(reverse("portal:cancel", args=[token]), {"why": "works"})
    page = nobody.get(reverse("portal:track", args=[token])).content.decode()
    assert ServiceRequest.objects.get().state == "cancelled"
    assert re.findall(r'action="([^"]*/(?:message|cancel|rate)/)"', page) == []


def test_a_renewed_link_makes_those_of_before_worthless(client_of, assigned, user_of):
    nobody, before = client_of(""), token_of(assigned)
    link = reverse("console:request_link", args=[assigned.id])
    answer = client_of("agent").post(reverse("console:request_link_renew", args=[assigned.id]))
    assigned.refresh_from_db()
    after = token_of(assigned)
    assert (answer["Location"], before != after) == (link, True)
    assert [nobody.get(reverse("portal:track", args=[token])).status_code for token in (before, after)] == [404, 200]
    assert nobody.post(reverse("portal:cancel", args=[before]), {"why": "works"}).status_code == 404
    (fact,) = LedgerEntry.objects.filter(kind="request.link_renewed")
    assert (fact.subject_id, fact.actor_id) == (assigned.id, user_of("agent").id)


def test_whoever_may_not_change_a_request_renews_no_link(client_of, assigned):
    before = token_of(assigned)
    engineer = client_of("engineer")
    assert engineer.post(reverse("console:request_link_renew", args=[assigned.id])).status_code == 403
    shown = engineer.get(reverse("console:request_link", args=[assigned.id])).content.decode()
    assigned.refresh_from_db()
    assert ("/link/renew/" in shown, token_of(assigned)) == (False, before)


def test_a_link_from_before_links_had_keys_opens_until_it_is_renewed(client_of, assigned):
    ServiceRequest.objects.update(link_key="")
    short = base64.urlsafe_b64encode(assigned.id.bytes).decode().rstrip("=")
    address = reverse("portal:track", args=[Signer(salt="portal.request").sign(short)])
    assert client_of("").get(address).status_code == 200
    client_of("agent").post(reverse("console:request_link_renew", args=[assigned.id]))
    assert client_of("").get(address).status_code == 404


def test_why_a_request_is_cancelled_reaches_the_desk_in_the_house_language(client_of, assigned):
    client_of("").post(reverse("portal:cancel", args=[token_of(assigned)]), {"why": "works", "words": "Thanks"})
    assert [*texts_of(facts_of(assigned.ref)).values()][-1] == "已经恢复正常\nThanks"


def test_what_is_long_over_shows_no_more_than_how_it_ended(client_of, assigned, frozen, at):
    nobody, address = client_of(""), reverse("portal:track", args=[token_of(assigned)])
    nobody.post(reverse("portal:write", args=[token_of(assigned)]), {"text": "Please ring twice."})
    nobody.post(reverse("portal:cancel", args=[token_of(assigned)]), {"why": "works"})
    secrets = ("空调不制冷", "李工", "Please ring twice.", "138****8000")
    frozen.move_to(later(at, days=30))
    shown = nobody.get(address).content.decode()
    assert [words for words in secrets if words in shown] == ["空调不制冷", "Please ring twice.", "138****8000"]
    frozen.move_to(later(at, days=30, seconds=1))
    shown = nobody.get(address).content.decode()
    assert [words for words in secrets if words in shown] == []
    assert (assigned.number in shown, "Cancelled" in shown) == (True, True)
    answer = nobody.post(reverse("portal:write", args=[token_of(assigned)]), {"text": "Again?"})
    assert (answer.status_code, "This request ended long ago" in answer.content.decode()) == (422, True)
    assert Communication.objects.count() == 1
