"""Tables that are filtered, sorted and paged by the address."""

from aftercare.ui.parts import FilterChip
from tests.ui.conftest import Show


def test_a_column_sorts_upwards_first_and_forgets_the_place_in_the_list(show: Show):
    html = show('{% sort_header "number" "Number" %}', "/?state=pending&cursor=abc")
    assert html.startswith('<th scope="col"><a class="ac-sort" href="?state=pending&amp;sort=number">Number')


def test_a_column_that_sorts_upwards_turns_round(show: Show):
    html = show('{% sort_header "number" "Number" %}', "/?sort=number")
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-number"' in html
    assert 'aria-sort="descending"' in show('{% sort_header "number" "Number" %}', "/?sort=-number")


def test_the_row_for_more_keeps_the_filters_and_works_as_a_link(show: Show):
    html = show('{% load_more "a+b" columns=3 %}', "/?q=%E6%BC%8F%E6%B0%B4&cursor=old")
    address = "?q=%E6%BC%8F%E6%B0%B4&amp;cursor=a%2Bb"
    assert html.startswith('<tr id="rows-more" class="ac-more"><td colspan="3">')
    assert f'href="{address}" data-hx-get="{address}" data-hx-target="#rows-more" data-hx-swap="outerHTML"' in html


def test_the_last_page_has_no_row_for_more(show: Show):
    assert show("{% load_more None columns=3 %}") == ""


def test_filter_chips_show_count_and_choice(show: Show):
    chips = [
        FilterChip("All", "?", count=0),
        FilterChip("Mine", "?mine=1", active=True),
        FilterChip("A", "?", removable=True),
    ]
    html = show("{% filter_chips chips %}", chips=chips)
    assert '<a class="ac-filter" href="?">All<span class="ac-filter-count">0</span></a>' in html
    assert '<a class="ac-filter ac-filter-on" href="?mine=1" aria-current="true">Mine</a>' in html
    assert '<span class="visually-hidden">Remove</span></a>' in html


def test_a_table_stands_in_a_frame_that_can_be_scrolled_by_keyboard(show: Show):
    assert show('{% table "Requests" stack=True %}<tbody></tbody>{% endtable %}') == (
        '<div class="ac-table-frame" role="region" aria-label="Requests" tabindex="0">'
        '<table class="ac-table ac-table-stack"><tbody></tbody></table></div>'
    )
