"""Icon, state, priority, person."""

import pytest

from aftercare.ui.components.chips import initials
from tests.ui.conftest import Show


def test_an_icon_without_a_label_is_silent(show: Show):
    assert show('{% icon "clock" %}') == (
        '<svg class="ac-icon" width="16" height="16" aria-hidden="true">'
        '<use href="/static/vendor/icons.svg#clock"></use></svg>'
    )


def test_an_icon_with_a_label_speaks_it(show: Show):
    assert 'role="img" aria-label="Locked"' in show('{% icon "lock" label=_("Locked") size=20 %}')


@pytest.mark.parametrize(
    ("state", "tone", "icon", "word"),
    [
        ("pending", "warn", "circle-dashed", "Pending"),
        ("suspended", "neutral", "player-pause-filled", "Suspended"),
        ("assigned", "info", "user-check", "Assigned"),
        ("in_progress", "accent", "player-play-filled", "In progress"),
        ("handled", "teal", "phone-call", "Handled"),
        ("locked", "bad", "lock", "Locked"),
        ("closed", "good", "circle-check", "Closed"),
        ("cancelled", "neutral", "ban", "Cancelled"),
        ("waits_for_parts", "neutral", "point", "Waits for parts"),
    ],
)
def test_a_state_shows_tone_icon_and_word(show: Show, state: str, tone: str, icon: str, word: str):
    html = show("{% state_chip state %}", state=state)
    assert html.startswith(f'<span class="ac-chip ac-tone-{tone}" data-state="{state}">')
    assert f"icons.svg#{icon}" in html
    assert html.endswith(f"</svg>{word}</span>")


def test_a_state_of_another_noun_may_bring_its_own_word_and_tone(show: Show):
    html = show('{% state_chip "pending" label="In stock" tone="good" icon="package" %}')
    assert html.startswith('<span class="ac-chip ac-tone-good"')
    assert html.endswith('#package"></use></svg>In stock</span>')


@pytest.mark.parametrize(
    ("code", "name", "word"), [("urgent", "urgent", "Urgent"), (1, "urgent", "Urgent"), (4, "low", "Low")]
)
def test_a_priority_is_a_code_or_the_number_of_the_database(show: Show, code: str | int, name: str, word: str):
    html = show("{% priority code %}", code=code)
    assert html.startswith(f'<span class="ac-priority ac-priority-{name}">')
    assert html.endswith(f'<span class="ac-priority-word">{word}</span></span>')


def test_a_high_priority_fills_three_bars_and_a_low_one_a_single_bar(show: Show):
    assert show('{% priority "high" %}').count('class="on"') == 3
    assert show('{% priority "low" %}').count('class="on"') == 1


def test_a_person_is_initials_and_name(show: Show):
    html = show('{% person "Ada Lovelace" note="Engineer" url="/engineers/1/" %}')
    assert '<span class="ac-avatar" aria-hidden="true">AL</span>' in html
    assert '<span class="ac-person-name">Ada Lovelace</span><span class="ac-person-note">Engineer</span>' in html
    assert html.startswith('<a class="ac-person" href="/engineers/1/">')


def test_nobody_is_said_in_words(show: Show):
    assert '<span class="ac-person-name">Nobody yet</span>' in show("{% person None %}")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王小明", "小明"),
        ("李思", "李思"),
        ("Ada Lovelace", "AL"),
        ("chen", "C"),
        ("wang@example.com", "WE"),
        (" ", ""),
    ],
)
def test_initials_are_two_letters_at_most(name: str, letters: str):
    assert initials(name) == letters
