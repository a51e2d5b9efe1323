"""The service record on a phone: parts found by typing, a signature drawn, a photo; then the same at the desk."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from aftercare.domains.catalog.actions import add_part
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.requests.actions import assign_request, start_request
from tests import make
from tests.browser.conftest import PHONE
from tests.ui.browser import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_work(at, engineer, actor_of):
    add_part(make.HOUSE, number="CAP-35UF", name="电容", at=at)
    given = assign_request(actor_of("dispatcher"), make.request(at), engineer=engineer, at=at)
    return start_request(actor_of("engineer"), given, at=at)


def opened(page, name: str):
    page.locator("summary", has_text=name).click()
    return page.locator("details[open]", has_text=name)


def sign(page) -> None:
    pad = page.locator("canvas")
    pad.evaluate("one => one.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=6)
    page.mouse.up()
    expect(page.locator("input[name=signature]")).to_have_value(re.compile("^data:image/png;base64,"))


def test_a_record_with_part_signature_and_photo_is_written_on_the_phone(page_of, site, at_work, tmp_path):
    (tmp_path / "after.png").write_bytes(make.picture())
    phone = page_of("engineer", reverse("field:record", args=[at_work.id]), size=PHONE)
    phone.get_by_label("What was done").fill("Replaced the capacitor.")
    phone.get_by_label("Labour minutes").fill("40")
    parts = opened(phone, "Parts used")
    for _ in range(2):
        parts.get_by_role("button", name="Add a part").press("Enter")
        phone.keyboard.type("电容")
        expect(parts.get_by_role("option", name="CAP-35UF · 电容")).to_be_visible()
        phone.keyboard.press("Enter")
    parts.get_by_label("Quantity").first.fill("2")
    parts.get_by_role("button", name="Remove").last.press("Enter")
    expect(parts.locator("[data-line]")).to_have_count(1)

    phone.wait_for_timeout(600)  # typed text is kept a moment after it was typed
    phone.reload()
    expect(phone.get_by_label("Quantity")).to_have_value("2")
    expect(phone.locator("input[name=parts-0-part]")).to_have_value("CAP-35UF")

    photos = opened(phone, "Photos").get_by_label("Choose photos from this phone")
    photos.set_input_files(tmp_path / "after.png")
    expect(phone.locator(".ac-photos img")).to_have_count(1)
    opened(phone, "Customer's signature").get_by_label("Name of who signed").fill("王芳")
    sign(phone)
    phone.get_by_role("button", name="Report").click()
    phone.wait_for_url(re.compile(r"/field/$"))

    (kept,) = records_of(at_work)
    assert [(line.part_number, line.quantity) for line in kept.parts] == [("CAP-35UF", 2)]
    assert (kept.record.signed_by, len(kept.photos)) == ("王芳", 1)
    desk = page_of("manager", reverse("console:request", args=[at_work.id]))
    for picture in desk.locator("#records img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("one => one.naturalWidth") >= 40
    expect(desk.locator("#records")).to_contain_text("2 × 电容")


def test_photos_taken_before_a_refusal_are_not_asked_for_again(page_of, at_work, tmp_path):
    for colour in ("red", "blue"):
        (tmp_path / f"{colour}.png").write_bytes(make.picture(colour))
    phone = page_of("engineer", reverse("field:record", args=[at_work.id]), size=PHONE)
    phone.get_by_label("What was done").fill("Replaced the capacitor.")
    phone.get_by_label("Labour minutes").fill("2000")
    files = [tmp_path / "red.png", tmp_path / "blue.png"]
    opened(phone, "Photos").get_by_label("Choose photos from this phone").set_input_files(files)
    expect(phone.locator(".ac-photos img")).to_have_count(2)
    phone.get_by_role("button", name="Report").click()
    expect(phone.get_by_text("Your 2 photos are kept with the record; you need not choose them again.")).to_be_visible()
    expect(phone.locator("summary", has_text="Photos")).to_contain_text("kept: 2 photos")
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    phone.get_by_label("Labour minutes").fill("40")
    phone.get_by_role("button", name="Report").click()
    phone.wait_for_url(re.compile(r"/field/$"))
    (kept,) = records_of(at_work)
    assert (kept.record.state, len(kept.photos)) == ("complete", 2)


def test_axe_finds_nothing_on_the_record_with_everything_open(page_of, at_work):
    phone = page_of("engineer", reverse("field:record", args=[at_work.id]), size=PHONE, bypass_csp=True)
    phone.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for add in phone.locator("[data-line-add]").all():
        add.press("Enter")
    phone.evaluate(AXE.read_text(encoding="utf-8"))
    told = phone.evaluate("axe.run(document)")
    assert [(one["id"], one["nodes"][0]["html"]) for one in told["violations"]] == []
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_list_in_a_dialog_is_reached_down_to_its_last_line(page_of, at, engineer):
    for number in range(12):
        make.engineer(at, name=f"工程师 {number}", code=f"N{number}")
    desk = page_of("dispatcher", reverse("console:request", args=[make.request(at).id]))
    desk.get_by_role("link", name="Assign", exact=True).click()
    listed = desk.get_by_role("dialog").locator(".ts-dropdown").first
    chosen = desk.get_by_role("dialog").locator(".ts-control").first
    expect(chosen.locator("input")).to_be_focused()
    expect(listed).to_be_hidden()  # it would lie over the other fields
    chosen.click()
    expect(listed).to_be_visible()
    reached = """one => {
        const { left, bottom } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(left + 20, bottom - 12));
    }"""
    assert listed.evaluate(reached) is True
