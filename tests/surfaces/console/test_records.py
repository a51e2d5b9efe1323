"""Service records on the request's page and where they are signed off: parts, costs, findings, photos, signature."""

from decimal import Decimal

import pytest
from django.urls import reverse

from aftercare.domains.catalog.actions import add_part
from aftercare.domains.feedback.actions import confirm_by_call
from aftercare.domains.fieldwork.actions import attach_photo, handle_visit
from aftercare.domains.fieldwork.drafts import Answer, CostLine, Measured, PartLine, RecordDraft
from aftercare.domains.requests.actions import start_request
from aftercare.kit.models import StoredFile
from tests import make

pytestmark = pytest.mark.django_db
SAID = (
    *("Replaced the capacitor.", "电容", "CAP-35UF", "25.00 CNY", "S-7", "Toll", "12.50 CNY", "Bridge"),
    *("Earthing", "Not in order", "Loose", "4.2 A", "王芳"),
)


@pytest.fixture
def handled(at, assigned, actor_of):
    """A request whose record holds a line of each kind."""
    worker = actor_of("engineer")
    add_part(make.HOUSE, number="CAP-35UF", name="电容", unit_price=Decimal("12.50"), currency="CNY", at=at)
    start_request(worker, assigned, at=at)
    attach_photo(worker, assigned, name="after.png", content=make.picture("red"), at=at)
    record = RecordDraft(
        work_done="Replaced the capacitor.",
        labour_minutes=40,
        parts=(PartLine(part="CAP-35UF", quantity=Decimal(2), serial_out="S-7"),),
        costs=(CostLine(kind="toll", amount=Decimal("12.5"), note="Bridge"),),
        answers=(Answer(item="Earthing", passed=False, answer="Loose"),),
        readings=(Measured(name="Current", value=Decimal("4.2"), unit="A"),),
        signature=make.picture("black"),
        signed_by="王芳",
    )
    return handle_visit(worker, assigned, record=record, at=at)


def pictures(wanted) -> list[str]:
    """The addresses of the photo and the signature."""
    files = StoredFile.objects.filter(role__in=("photo", "signature")).order_by("id")
    return [reverse("console:request_picture", args=[wanted.id, file.id]) for file in files]


def test_the_request_shows_all_of_its_record(client_of, handled):
    page = client_of("manager").get(reverse("console:request", args=[handled.id])).content.decode()
    assert [words for words in (*SAID, *pictures(handled)) if words not in page] == []
    assert len(pictures(handled)) == 2


def test_whoever_signs_off_sees_what_is_accepted(client_of, handled, actor_of, at):
    confirm_by_call(actor_of("callback"), handled, satisfaction=5, comment="", at=at)
    page = client_of("manager").get(reverse("console:request_move", args=[handled.id, "sign_off"])).content.decode()
    assert [words for words in (*SAID, *pictures(handled)) if words not in page] == []


def test_a_picture_is_shown_with_its_own_request_only(client_of, handled, at):
    other = make.request(at, customer_=make.customer(at, name="刘洋", phone="13900139000"))
    manager = client_of("manager")
    shown = manager.get(pictures(handled)[0])
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert shown["Content-Disposition"] == 'inline; filename="after.png"'
    assert manager.get(pictures(other)[0]).status_code == 404
    assert client_of("stranger").get(pictures(handled)[0]).status_code == 404


def test_a_request_without_a_record_shows_none(client_of, assigned):
    page = client_of("manager").get(reverse("console:request", args=[assigned.id]))
    assert (page.context["records"], "ac-record" in page.content.decode()) == ([], False)
