"""Cards, dialogs, figures, timeline; and that nothing given to a component gets in unescaped."""

from datetime import UTC, datetime, timedelta

import pytest

from aftercare.ui.parts import Change, Entry, FilterChip
from tests.ui.conftest import Show

HOSTILE = "<script>alert('x')</script>\" onclick=\"x"
LINES = [
    '{% icon "x" label=bad %}',
    "{% state_chip bad %}",
    '{% state_chip "open" label=bad %}',
    "{% priority bad %}",
    "{% person bad note=bad url=bad %}",
    "{% person bad only_mark=True %}",
    "{% countdown kind=bad reason=bad state=bad %}",
    "{% button bad icon=bad url=bad title=bad key=bad %}",
    "{% button bad value=bad only_icon=True %}",
    "{% move_button bad refused=bad %}",
    "{% signature_field bad label=bad value=bad %}",
    "{% stat_tile bad bad unit=bad note=bad url=bad %}",
    "{% definitions pairs %}",
    "{% empty_state bad text=bad action=bad url=bad %}",
    "{% notice bad url=bad action=bad %}",
    "{% timeline entries %}",
    "{% filter_chips chips %}",
    "{% sort_header bad bad %}",
    "{% load_more bad columns=2 %}",
    "{% card bad url=bad id=bad %}{{ bad }}{% endcard %}",
    "{% dialog bad bad %}{{ bad }}{% enddialog %}",
    "{% drawer bad bad %}{{ bad }}{% enddrawer %}",
    "{% menu bad %}{{ bad }}{% endmenu %}",
    "{% table bad %}{{ bad }}{% endtable %}",
]


@pytest.mark.parametrize("line", LINES)
def test_a_component_escapes_what_it_is_given(show: Show, now: datetime, line: str):
    entry = Entry(now, HOSTILE, HOSTILE, body=HOSTILE, changes=[Change(HOSTILE, HOSTILE, HOSTILE)], url=HOSTILE)
    chips = [FilterChip(HOSTILE, HOSTILE, count=HOSTILE)]
    html = show(line, f"/?sort={HOSTILE}", bad=HOSTILE, pairs=[(HOSTILE, HOSTILE)], entries=[entry], chips=chips)
    assert html
    assert "<script" not in html
    assert '" onclick="' not in html


def test_a_timeline_tells_who_did_what_when_and_what_changed(show: Show, now: datetime):
    entry = Entry(
        now - timedelta(minutes=5),
        "moved the date",
        "李思",
        icon="calendar",
        tone="info",
        body="Customer asked.\nTwice.",
        changes=[Change("Required by", "10 Mar", "12 Mar"), Change("Engineer", None, "王小明")],
    )
    html = " ".join(show("{% timeline entries %}", entries=[entry]).split())
    assert '<span class="ac-entry-mark ac-tone-info">' in html
    assert '<span class="ac-entry-who">李思</span> moved the date' in html
    assert ">5 min ago</time>" in html
    assert "<p>Customer asked.<br>Twice.</p>" in html
    assert "<del>10 Mar</del>" in html
    assert "<ins>12 Mar</ins>" in html
    assert '<span class="ac-nothing">–</span>' in html


def test_an_internal_note_says_so(show: Show, now: datetime):
    html = show("{% timeline entries %}", entries=[{"at": now, "text": "wrote a note", "internal": True}])
    assert "ac-entry-internal" in html
    assert "</svg>Internal</span>" in html


def test_an_empty_timeline_says_so(show: Show):
    assert show("{% timeline entries %}", entries=[]).strip() == '<p class="ac-quiet">Nothing has happened yet.</p>'


def test_an_empty_value_is_a_dash_and_zero_is_not_empty(show: Show):
    html = show("{% definitions rows %}", rows=[("Model", "WM-8"), ("Spare", ""), ("Tries", 0)])
    assert html == (
        '<dl class="ac-definitions"><div><dt>Model</dt><dd>WM-8</dd></div>'
        '<div><dt>Spare</dt><dd><span class="ac-nothing">–</span></dd></div>'
        "<div><dt>Tries</dt><dd>0</dd></div></dl>"
    )


def test_a_figure_leads_to_what_it_is_made_of(show: Show):
    html = show('{% stat_tile "Overdue" 12 unit="requests" tone="bad" url="/requests/?overdue=1" %}')
    assert html.startswith('<a class="ac-stat ac-tone-bad" href="/requests/?overdue=1">')
    assert '<span class="ac-stat-value">12<span class="ac-stat-unit">requests</span></span>' in html


def test_a_dialog_is_named_by_its_title_and_can_be_closed(show: Show):
    html = show('{% dialog "cancel" "Cancel request" %}<p>Sure?</p>{% enddialog %}')
    assert html.startswith('<dialog class="ac-dialog" id="cancel" aria-labelledby="cancel-title">')
    assert '<h2 class="ac-dialog-title" id="cancel-title">Cancel request</h2>' in html
    assert "data-close" in html
    assert '<div class="ac-dialog-body"><p>Sure?</p></div></dialog>' in html


def test_an_empty_state_offers_what_to_do(show: Show):
    html = show('{% empty_state "No requests" text="None." action="New" url="/new/" %}')
    assert '<p class="ac-empty-title">No requests</p><p class="ac-empty-text">None.</p>' in html
    assert '<a class="btn btn-primary" href="/new/">' in html


def test_what_the_house_noticed_is_folded_between_what_people_did(show: Show):
    at = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    told = [Entry(at, "did it"), Entry(at, "warned", quiet=True), Entry(at, "kept why", quiet=True), Entry(at, "began")]
    html = show("{% timeline entries %}", entries=told)
    assert html.count("<details") == 1
    folded = html.split("<details")[1].split("</details>")[0]
    assert [words in folded for words in ("Automatic entries: 2", "warned", "kept why", "did it", "began")] == [
        *[True] * 3,
        *[False] * 2,
    ]
