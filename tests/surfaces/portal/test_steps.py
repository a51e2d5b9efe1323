"""The four steps in which a customer asks for service, as a browser without scripts goes through them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from aftercare.domains.catalog.actions import add_category, add_incident_type, add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.files import put_aside
from aftercare.kit.files.checking import check_file
from aftercare.kit.models import StoredFile
from aftercare.surfaces.portal.limits import MOST_ASIDE
from aftercare.surfaces.portal.photos import MOST_PHOTOS
from tests import make
from tests.make import HOUSE

pytestmark = pytest.mark.django_db
WHO = {"name": "林女士", "phone": "13800138000"}
SAID = {"kind": "repair", "title": "空调不制冷"}


@pytest.fixture
def cooling(at, company):
    """Two sorts of product, each with a usual problem."""
    nodes = [add_category(HOUSE, code=code, name=name, at=at) for code, name in (("ac", "空调"), ("wm", "洗衣机"))]
    kinds = [
        add_incident_type(HOUSE, code=f"p{n}", name=name, category=node, at=at)
        for n, (node, name) in enumerate(zip(nodes, ("不制冷", "不排水"), strict=True))
    ]
    return nodes, kinds


def step(client, at_step: int, go: str = "next", **given):
    return client.post(reverse("portal:submit"), {"step": at_step, "go": go, **given})


def here(answer) -> int:
    return answer.context["step"]


def photo(colour: str = "navy") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{colour}.png", make.picture(colour), "image/png")


def test_each_step_leads_to_the_next_and_carries_what_was_said(client_of, cooling):
    nobody, given = client_of(""), dict(SAID)
    assert here(nobody.get(reverse("portal:submit"))) == 1
    assert here(step(nobody, 1, **given)) == 2
    given |= {"serial": "AB-1", "model": "KFR-35"}
    assert here(step(nobody, 2, **given)) == 3
    given |= {"day": "2026-03-12", "part": "morning", "address": "天河路 1 号"}
    last = step(nobody, 3, **given)
    shown = last.content.decode()
    assert (here(last), last.status_code, ServiceRequest.objects.count()) == (4, 200, 0)
    assert [words for words in given.values() if f'value="{words}"' not in shown] == []
    assert "This field is required." not in shown
    answer = step(nobody, 4, "send", **given, **WHO)
    made = ServiceRequest.objects.get()
    assert (answer.status_code, made.site.address) == (302, "天河路 1 号")
    assert made.description == "型号: KFR-35\n序列号: AB-1"
    wished = [f"{timezone.localtime(end):%d %H:%M}" for end in (made.wished_from, made.wished_to)]
    assert (wished, made.required_at) == (["12 08:00", "12 12:00"], made.wished_to)


def test_back_keeps_everything_and_asks_for_nothing(client_of, company):
    answer = step(client_of(""), 3, "1", **SAID, day="2020-01-01", address="天河路 1 号")
    shown = answer.content.decode()
    assert (here(answer), answer.status_code, 'role="alert"' in shown) == (1, 200, False)
    assert ("天河路 1 号" in shown, 'value="2020-01-01"' in shown, "already passed" in shown) == (True, True, False)


def test_a_step_that_is_not_right_is_shown_again_with_its_words(client_of, company):
    nobody = client_of("")
    first = step(nobody, 1, kind="repair", description="Since yesterday")
    assert (here(first), first.status_code) == (1, 422)
    assert first.context["form"].errors == {"title": ["Choose what fits best above, or write it in your own words."]}
    assert "Since yesterday" in first.content.decode()
    third = step(nobody, 3, **SAID, day="2026-03-09")
    assert (here(third), list(third.context["form"].errors)) == (3, ["day"])


def test_whoever_skips_a_step_is_led_back_to_it(client_of, company):
    answer = step(client_of(""), 4, "send", kind="repair", **WHO)
    assert (here(answer), answer.status_code, ServiceRequest.objects.count()) == (1, 422, 0)


def test_a_usual_problem_needs_no_words(client_of, cooling):
    (sort, _other), (problem, _far) = cooling
    shown = client_of("").get(reverse("portal:submit")).content.decode()
    assert [name for name in ("空调", "洗衣机", "不制冷", "不排水") if name not in shown] == []
    step(client_of(""), 4, "send", kind="repair", category=sort.id, problem=problem.id, **WHO)
    made = ServiceRequest.objects.get()
    assert (made.title, made.problem_type, made.description) == ("不制冷", problem, "")


def test_a_problem_of_another_sort_of_product_does_not_count(client_of, cooling):
    (_sort, other), (problem, _far) = cooling
    answer = step(client_of(""), 1, kind="repair", category=other.id, problem=problem.id)
    assert (here(answer), answer.status_code) == (1, 422)
    step(client_of(""), 4, "send", **SAID, category=other.id, problem=problem.id, **WHO)
    made = ServiceRequest.objects.get()
    assert (made.title, made.problem_type, made.category, made.description) == ("空调不制冷", None, other, "")


def test_a_device_tells_its_own_kind_of_product(client_of, cooling, at, user_of):
    (sort, other), _problems = cooling
    made = make.customer(at, name="王芳", phone="13800138000")
    product = add_product(make.HOUSE, number="KFR-35", name="空调", category=sort, at=at)
    device = register_device(make.HOUSE, product=product, customer=made, serial="SN-1", at=at)
    step(
        client_of(""),
        4,
        "send",
        **SAID,
        category=other.id,
        serial="SN-1",
        **{**WHO, "name": "王芳", "phone": "13800138000"},
    )
    entered = ServiceRequest.objects.get()
    assert (entered.device, entered.product, entered.category) == (device, product, None)


def test_what_we_promise_is_told_before_anything_is_sent(client_of, company):
    answer = step(client_of(""), 2, **SAID)
    told = answer.context["outlook"]
    assert (here(answer), told.soonest_at.isoformat()) == (3, "2026-03-10T09:00:00+00:00")
    shown = step(client_of(""), 3, **SAID, day="2026-03-20").content.decode()
    assert ("We promise this day." in shown, "20 Mar 2026 · Any time" in shown) == (True, True)


def test_of_a_day_too_soon_to_promise_the_customer_is_told_what_is_promised(client_of, company):
    given = {**SAID, "day": "2026-03-10", "part": "morning"}
    shown = step(client_of(""), 3, **given).content.decode()
    assert 'We try; what we promise is <time datetime="2026-03-13T01:00:00Z">' in shown
    step(client_of(""), 4, "send", **given, **WHO)
    assert ServiceRequest.objects.get().required_at.isoformat() == "2026-03-13T01:00:00+00:00"


def test_photos_come_with_the_request_and_the_desk_sees_them(client_of, company):
    step(client_of(""), 4, "send", **SAID, **WHO, photos=[photo("navy"), photo("red")])
    made = ServiceRequest.objects.get()
    kept = StoredFile.objects.filter(subject_id=made.id).order_by("id")
    assert [(one.name, one.internal, one.added_by) for one in kept] == [
        ("navy.png", False, made.customer_id),
        ("red.png", False, made.customer_id),
    ]
    link = reverse("console:request_file", args=[made.id, kept[0].id])
    assert client_of("agent").get(link)["Content-Type"] == "image/png"


def test_photos_of_a_form_that_was_refused_are_kept_for_the_next_try(client_of, company):
    nobody = client_of("")
    refused = step(nobody, 4, "send", **SAID, name="林女士", photos=[photo()])
    slips = re.findall(r'name="kept" value="([^"]+)"', refused.content.decode())
    assert (refused.status_code, len(slips), StoredFile.objects.count()) == (422, 1, 0)
    back = step(nobody, 4, "1", **SAID, kept=slips)
    assert re.findall(r'name="kept" value="([^"]+)"', back.content.decode()) == slips
    step(nobody, 4, "send", **SAID, **WHO, kept=slips)
    assert [one.name for one in StoredFile.objects.all()] == ["navy.png"]


def test_a_slip_nobody_gave_out_brings_nothing(client_of, company):
    slip = put_aside(check_file("a.png", make.picture()))
    step(client_of(""), 4, "send", **SAID, **WHO, kept=[slip[:-2] + "xx", "nonsense"])
    assert (ServiceRequest.objects.count(), StoredFile.objects.count()) == (1, 0)


def test_what_is_no_picture_is_refused_with_its_sentence(client_of, company):
    text = SimpleUploadedFile("notes.txt", b"hello there", "text/plain")
    answer = step(client_of(""), 4, "send", **SAID, **WHO, photos=[text])
    assert answer.context["form"].errors == {"photos": ["“notes.txt” is no picture; send what it shows as a photo."]}
    assert ServiceRequest.objects.count() == 0


def test_more_photos_than_help_are_refused_and_the_first_are_kept(client_of, company):
    colours = ["navy", "red", "green", "blue", "white", "black", "gray"]
    answer = step(client_of(""), 4, "send", **SAID, **WHO, photos=[photo(one) for one in colours])
    assert answer.context["form"].errors == {"photos": ["6 photos are enough; the first ones are kept."]}
    assert [name for _slip, name in answer.context["form"].aside] == [f"{one}.png" for one in colours[:MOST_PHOTOS]]


def test_nobody_fills_the_disk_with_forms_that_are_never_sent(client_of, company):
    nobody = client_of("")
    for _n in range(MOST_ASIDE):
        step(nobody, 4, "1", **SAID, photos=[photo()])
    answer = step(nobody, 4, "1", **SAID, photos=[photo()])
    assert answer.context["form"].aside == []


def test_the_done_page_says_what_happens_next_and_gives_the_link(client_of, company, settings):
    nobody = client_of("")
    settings.EMAIL_HOST = "mail.example.com"
    plain = nobody.get(step(nobody, 4, "send", **SAID, **WHO)["Location"]).content.decode()
    made = ServiceRequest.objects.get()
    assert (made.number in plain, "<svg" in plain, "We also write to the mail" in plain) == (True, True, False)
    mailed = step(nobody, 4, "send", **{**SAID, "title": "冰箱"}, **WHO, email="lin@example.com")
    assert "We also write to the mail address you gave." in nobody.get(mailed["Location"]).content.decode()


def test_a_mail_address_is_kept_with_a_new_customer_and_in_words_with_a_known_one(client_of, company, at):
    nobody = client_of("")
    step(nobody, 4, "send", **SAID, name="新客", phone="13900139000", email="new@example.com")
    first = ServiceRequest.objects.get()
    assert (first.contact.email, first.customer.language, first.description) == ("new@example.com", "en", "")
    make.customer(at, name="王芳", phone="13700137000")
    step(nobody, 4, "send", **SAID, name="王芳", phone="13700137000", email="w@example.com")
    second = ServiceRequest.objects.latest("id")
    assert (second.contact.email, second.description) == ("", "填写的邮箱: w@example.com")


def test_nothing_is_mailed_to_whoever_registered_anothers_number(client_of, company):
    nobody = client_of("")
    step(nobody, 4, "send", **SAID, name="Mallory", phone="13900139000", email="mallory@example.com")
    step(nobody, 4, "send", **{**SAID, "title": "冰箱漏水"}, name="林女士", phone="13900139000")
    theirs, hers = ServiceRequest.objects.order_by("id")
    assert (theirs.customer.name, hers.customer.name, hers.contact.email) == ("Mallory", "林女士", "")
