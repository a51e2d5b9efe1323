"""Writing on a request in a real browser: a colleague called by @, a pasted file, a crash, and somebody else there."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from aftercare.domains.requests.models import RequestNote, RequestWatcher
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTE = """() => {
  const held = new DataTransfer();
  held.items.add(new File(["on the roof"], "where.txt", {type: "text/plain"}));
  const pasted = new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(pasted);
}"""


@pytest.fixture
def here(at) -> str:
    return reverse("console:request", args=[make.request(at).id])


def test_a_note_with_a_colleague_and_a_pasted_file_is_written_without_the_mouse(page_of, user_of, here):
    manager, page = user_of("manager"), page_of("agent", here)
    page.keyboard.press("n")
    page.keyboard.type(f"Please look @{manager.name[:4]}")
    expect(page.locator(".ac-names li")).to_have_text([manager.name])
    page.keyboard.press("Enter")
    page.evaluate(PASTE)
    expect(page.locator(".ac-attached li")).to_have_text("where.txt · 1 kB×")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".ac-timeline")).to_contain_text(f"Told: {manager.name}")
    note = RequestNote.objects.get()
    assert (note.text.strip(), note.internal) == (f"Please look @{manager.name}", True)
    assert list(note.files.values_list("name", flat=True)) == ["where.txt"]
    assert RequestWatcher.objects.get().person == manager


def test_a_draft_comes_back_after_a_crash_with_whom_it_tells_and_goes_out_once(page_of, user_of, here):
    manager, page = user_of("manager"), page_of("agent", here)
    page.keyboard.press("n")
    page.keyboard.type(f"@{manager.name[:4]}")
    page.locator(".ac-names li", has_text=manager.name).click()
    expect(page.locator("[data-told]")).to_have_text(f": {manager.name}")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator("#id_text")).to_have_value(f"@{manager.name} ")
    expect(page.locator("[data-told]")).to_have_text(f": {manager.name}")
    page.get_by_role("button", name="Keep the note").dblclick()
    expect(page.locator("#id_text")).to_have_value("")
    assert RequestNote.objects.count() == 1


def reply(page, words: str) -> None:
    """Type once the box is ready for it."""
    page.keyboard.press("r")
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.type(words)


def test_two_on_one_request_see_each_other_and_a_reply_waits_for_what_was_not_seen(page_of, user_of, here):
    agent, manager = page_of("agent", here), page_of("manager", here)
    expect(manager.locator("#here")).to_contain_text(f"{user_of('agent').name} is looking at this too")
    silent = {"content_type": "text/event-stream", "body": ""}  # a bad line: nothing arrives by itself
    agent.route("**/api/v1/stream*", lambda route: route.fulfill(**silent))
    agent.reload()
    reply(agent, "We come on Friday.")
    reply(manager, "We come today.")
    manager.keyboard.press("Control+Enter")
    expect(manager.locator(".ac-timeline")).to_contain_text("The customer sees this")
    agent.keyboard.press("Control+Enter")
    told = agent.locator("#say [role=alert]")
    expect(told).to_contain_text(f"Since you opened this: {user_of('manager').name} replied to the customer")
    expect(agent.locator("#id_text")).to_have_value("We come on Friday.")
    agent.get_by_role("button", name="Send to the customer").click()
    expect(agent.locator("#id_text")).to_have_value("")
    assert RequestNote.objects.filter(internal=False).count() == 2


def test_a_ready_answer_goes_where_the_cursor_stands_without_the_mouse(page_of, at, here):
    from aftercare.domains.channels.actions import set_reply_template

    set_reply_template(make.HOUSE, code="x", language="zh-hans", name="Date", text="{customer}!", at=at)
    page = page_of("agent", here)
    page.keyboard.press("r")
    page.locator("#id_text").fill("Hello ")
    page.locator("#id_answer").focus()
    page.keyboard.type("Date")
    page.keyboard.press("Enter")
    expect(page.locator("#id_text")).to_have_value("Hello \n\n王芳!")
    expect(page.locator("#id_text")).to_be_focused()
    expect(page.locator("#id_answer")).to_have_value("")
    assert RequestNote.objects.count() == 0


def test_files_that_a_crash_took_are_named_with_the_words_that_come_back(page_of, here):
    page = page_of("agent", here)
    page.keyboard.press("n")
    page.evaluate(PASTE)
    expect(page.locator(".ac-attached li")).to_have_text("where.txt · 1 kB×")
    page.reload()
    expect(page.locator(".ac-draft")).to_contain_text("choose again: where.txt")
