"""What each script does, in a real browser under the real content security policy."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui import urls
from tests.ui.browser import Opened

pytestmark = pytest.mark.browser


def test_the_theme_is_chosen_before_paint_and_kept(opened: Opened):
    page = opened("/", theme="dark")
    html = page.locator("html")
    expect(html).to_have_attribute("data-bs-theme", "dark")
    page.locator("summary", has_text="Theme").click()
    page.get_by_role("button", name="Light").click()
    page.reload()
    expect(html).to_have_attribute("data-bs-theme", "light")
    page.locator("summary", has_text="Theme").click()
    page.get_by_role("button", name="Like this device").click()
    expect(html).to_have_attribute("data-bs-theme", "dark")


def test_a_promise_clock_runs_through_amber_into_red(opened: Opened):
    page = opened("/", still=True)
    clock = page.locator("#clocks .ac-clock").nth(0)
    left = clock.locator("[data-left]")
    expect(left).to_have_text("in 23 min")
    page.clock.fast_forward("20:00")
    expect(left).to_have_text("in 3 min")
    expect(clock).to_have_class(re.compile("ac-tone-warn"))
    page.clock.fast_forward("10:00")
    expect(left).to_have_text("overdue 6 min")
    expect(clock).to_have_class(re.compile("ac-tone-bad"))
    expect(clock.locator(".ac-clock-left use")).to_have_attribute("href", re.compile("#alert-triangle$"))
    expect(clock.locator(".ac-ring-spent")).to_have_attribute("stroke-dasharray", "100 100")


def test_relative_times_stay_true(opened: Opened):
    page = opened("/?surface=list", still=True)
    time = page.locator("#rows time").nth(0)
    expect(time).to_have_text("3 min ago")
    page.clock.fast_forward("02:00:00")
    expect(time).to_have_text("2 h ago")


def test_a_refused_move_says_why_on_focus_and_does_nothing(opened: Opened):
    page = opened("/", width=390)
    tip = page.locator("#buttons .ac-tip")
    expect(tip).to_be_hidden()
    page.locator("#buttons .ac-refused").focus()
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    assert box
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator("#buttons .ac-refused").click(force=True)
    expect(tip).to_be_visible()


def test_keys_press_walk_search_and_can_be_switched_off(opened: Opened):
    page = opened("/?surface=list")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".ac-marked [data-row]")).to_have_text("No picture on the monitor")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape("#SR-2026-000318") + "$"))
    page.keyboard.press("/")
    expect(page.get_by_label("Search everything").nth(1)).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#search")).to_have_value("j")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.get_by_label("Single-key shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    expect(page.locator(".ac-marked [data-row]")).to_have_text("No picture on the monitor")


def test_a_key_presses_its_button(opened: Opened):
    page = opened("/")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(re.escape("#new") + "$"))


def test_dialogs_open_hold_the_focus_and_give_it_back(opened: Opened):
    page = opened("/")
    opener = page.locator('[data-open="lookup"]')
    opener.click()
    expect(page.locator("#lookup")).to_be_visible()
    assert page.evaluate("document.querySelector('#lookup').contains(document.activeElement)")
    page.locator("#lookup [data-close]").click()
    expect(page.locator("#lookup")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_menu_closes_on_escape_and_gives_the_focus_back(opened: Opened):
    page = opened("/")
    menu = page.locator("summary", has_text="Language")
    menu.click()
    expect(page.get_by_role("button", name="简体中文")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="简体中文")).to_be_hidden()
    expect(menu).to_be_focused()


def test_more_rows_come_into_the_list_until_there_are_no_more(opened: Opened):
    page = opened("/?surface=list")
    more = page.get_by_role("link", name="Show more")
    more.click()
    expect(page.locator("#rows tr:not(.ac-more)")).to_have_count(8)
    more.click()
    expect(page.locator("#rows tr:not(.ac-more)")).to_have_count(12)
    expect(more).to_have_count(0)


def test_a_list_follows_its_filter_and_so_does_the_address(opened: Opened):
    page = opened("/?surface=list")
    with page.expect_response(re.compile("q=leak")) as answer:
        page.get_by_label("Filter", exact=True).last.fill("leak")
    assert answer.value.request.headers["hx-target"] == "results"
    expect(page).to_have_url(re.compile(re.escape("/?surface=list&q=leak") + "$"))


def test_a_fact_on_the_stream_refreshes_the_live_parts(opened: Opened):
    page = opened("/live/")
    expect(page.locator("#count")).to_have_text("second, asked by count")
    expect(page.locator("#announce")).to_have_text("Updated")


def test_typed_text_survives_a_reload_and_can_be_discarded(opened: Opened):
    page = opened("/note/")
    text = page.locator("#id_text")
    text.fill("The seal is worn")
    page.wait_for_timeout(600)
    page.reload()
    expect(text).to_have_value("The seal is worn")
    page.get_by_role("button", name="Discard").click()
    expect(text).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_typed_text_survives_a_refusal_and_is_forgotten_once_accepted(opened: Opened):
    page = opened("/note/")
    text = page.locator("#id_text")
    text.fill("please refuse this")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#id_text_error")).to_have_text("Refused.")
    expect(text).to_have_value("please refuse this")
    page.goto(page.url)
    expect(text).to_have_value("please refuse this")
    text.fill("The seal is worn")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".ac-toast p")).to_have_text("Note kept.")
    expect(text).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_a_form_goes_out_once_however_often_it_is_pressed(opened: Opened):
    urls.sent.clear()
    page = opened("/note/")
    page.locator("#id_text").fill("The seal is worn")
    page.evaluate("() => { const send = document.querySelector('main form .btn'); send.click(); send.click(); }")
    expect(page.locator(".ac-toast p")).to_have_text("Note kept.")
    assert len(urls.sent) == 1


def test_a_combobox_finds_by_typing(opened: Opened):
    page = opened("/")
    page.locator("#sample .ts-control").click()
    expect(page.locator("#sample .ts-wrapper.dropdown-active")).to_be_visible()
    expect(page.locator("#sample .ts-control input")).to_be_focused()
    page.keyboard.type("Ada")
    expect(page.locator("#sample .option.active")).to_contain_text("Ada")
    page.keyboard.press("Enter")
    expect(page.locator("#sample select[name=engineer]")).to_have_value("2")


def test_a_signature_becomes_a_picture_and_can_be_cleared(opened: Opened):
    page = opened("/?surface=field", width=390)
    pad = page.locator("canvas")
    pad.evaluate("one => one.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=6)
    page.mouse.up()
    expect(page.locator("input[name=signature]")).to_have_value(re.compile("^data:image/png;base64,"))
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("input[name=signature]")).to_have_value("")


def test_a_photo_is_made_smaller_before_it_is_sent(opened: Opened, tmp_path):
    from PIL import Image

    Image.effect_noise((3000, 2000), 60).convert("RGB").save(tmp_path / "leak.png")
    page = opened("/")
    page.locator("#sample input[type=file]").set_input_files(tmp_path / "leak.png")
    expect(page.locator("#sample .ac-photos p")).to_have_text(re.compile(r"^Photos: 1, \d+ kB to send$"))
    size = page.evaluate(
        """async () => {
          const [file] = document.querySelector("#sample input[type=file]").files;
          const image = await createImageBitmap(file);
          return [file.name, file.type, image.width, image.height];
        }"""
    )
    assert size == ["leak.jpg", "image/jpeg", 1600, 1067]


def test_toasts_of_trouble_stay_and_the_others_leave(opened: Opened):
    page = opened("/?surface=plain&toast=1", still=True)
    toasts = page.locator(".ac-toast")
    expect(toasts).to_have_count(2)
    page.clock.fast_forward("00:10")
    expect(toasts).to_have_count(1)
    expect(toasts.locator("p")).to_have_text("Only 1 of FUSE-3A on hand; 3 asked for.")
    toasts.get_by_role("button", name="Dismiss").click()
    expect(toasts).to_have_count(0)
