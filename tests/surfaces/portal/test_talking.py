"""What is said about a request, with the pictures of both sides; what it costs; what strangers are answered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aftercare.domains.requests.actions import attach_file, note_request
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import NotAllowed
from aftercare.kit.files import check_file
from aftercare.kit.models import StoredFile
from aftercare.surfaces.portal.conversation import conversation_of
from aftercare.surfaces.portal.costs import cost_of
from tests import make
from tests.make import later

pytestmark = pytest.mark.django_db


def address(wanted: ServiceRequest, name: str = "track", *more: object) -> str:
    return reverse(f"portal:{name}", args=[token_of(wanted), *more])


def photo(colour: str = "navy") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{colour}.png", make.picture(colour), "image/png")


def test_both_sides_are_read_in_order_with_their_pictures(client_of, assigned, actor_of, at, frozen):
    nobody = client_of("")
    nobody.post(address(assigned, "write"), {"text": "It drips.", "photos": [photo()]})
    answer = check_file("plan.png", make.picture("red"))
    note_request(actor_of("agent"), assigned, text="We come.", internal=False, files=[answer], at=later(at, hours=1))
    frozen.move_to(later(at, hours=2))
    nobody.post(address(assigned, "write"), {"text": "Thank you."})
    said = [(one.text, one.mine, [file.name for file in one.files]) for one in conversation_of(assigned)]
    assert said == [("It drips.", True, ["navy.png"]), ("We come.", False, ["plan.png"]), ("Thank you.", True, [])]
    shown = nobody.get(address(assigned)).content.decode()
    links = [address(assigned, "file", file.id) for file in StoredFile.objects.all()]
    assert [link for link in links if link not in shown or nobody.get(link).status_code != 200] == []


def test_a_picture_opens_by_the_link_of_its_own_request_alone(client_of, assigned, at):
    nobody = client_of("")
    nobody.post(address(assigned, "write"), {"text": "It drips.", "photos": [photo()]})
    other = make.request(at, customer_=make.customer(at, name="赵", phone="13900139000"))
    assert nobody.get(address(other, "file", StoredFile.objects.get().id)).status_code == 404


def test_what_colleagues_attached_is_not_shown_to_the_customer(client_of, assigned, actor_of, at):
    for internal in (True, False):
        attach_file(actor_of("agent"), assigned, name="x.png", content=make.picture(), internal=internal, at=at)
    nobody = client_of("")
    answers = [nobody.get(address(assigned, "file", file.id)).status_code for file in StoredFile.objects.all()]
    assert (answers, conversation_of(assigned)) == ([404, 404], [])


def test_a_message_without_words_keeps_its_picture(client_of, assigned):
    answer = client_of("").post(address(assigned, "write"), {"text": "", "photos": [photo()]})
    assert (answer.status_code, [name for _slip, name in answer.context["message_form"].aside]) == (422, ["navy.png"])
    assert StoredFile.objects.count() == 0


def test_a_customer_attaches_nothing_to_a_request_of_others_and_nothing_hidden(assigned, at):
    stranger = make.customer(at, name="赵", phone="13900139000")
    theirs, owner = (Actor(ActorKind.CUSTOMER, id, "") for id in (stranger.id, assigned.customer_id))
    for actor, internal in ((theirs, False), (owner, True)):
        with pytest.raises(NotAllowed):
            attach_file(actor, assigned, name="x.png", content=make.picture(), internal=internal, at=at)
    assert StoredFile.objects.count() == 0


COVERED = {
    "covered": True,
    "by": "warranty",
    **{cost: {"percent": 100, "until": "2027-01-31", "source": "warranty"} for cost in ("labour", "parts", "travel")},
}
ENDED = {"code": "warranty_ended", "params": {"name": "整机保修", "on": "2025-12-31"}}
OPEN = {"covered": False, "by": "none", "reasons": []}


@pytest.mark.parametrize(
    ("channel", "coverage", "said"),
    [
        ("phone", COVERED, "No charge: warranty until 31 Jan 2027."),
        ("phone", {**COVERED, "by": "agreement"}, "No charge: your agreement pays."),
        ("phone", {**COVERED, "travel": {"percent": 0, "until": None, "source": "none"}}, "Part of it is charged;"),
        ("phone", {**OPEN, "reasons": [ENDED]}, "This is charged: the warranty ended on 31 Dec 2025."),
        ("phone", OPEN, "This is charged: no warranty and no agreement covers it."),
        ("portal", {**COVERED, "by": "agreement"}, "Whether it costs something we can say when we know the device;"),
    ],
)
def test_what_it_costs_is_one_sentence(assigned, channel: str, coverage: dict, said: str):
    assigned.channel, assigned.coverage = channel, coverage
    assert str(cost_of(assigned)).startswith(said)


def test_a_link_that_opens_nothing_is_answered_in_a_customers_words(client_of, assigned):
    answer = client_of("").get(address(assigned)[:-3] + "xx/")
    shown = answer.content.decode()
    assert (answer.status_code, "This link was replaced by a newer one" in shown) == (404, True)
    assert (reverse("portal:ask") in shown, "it is not visible to you" in shown) == (True, False)
