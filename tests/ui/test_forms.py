"""Forms look right by themselves."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import timezone

from aftercare.ui.forms import MomentInput, WorkingTimeField


class Sample(forms.Form):
    title = forms.CharField(help_text="In a few words.")
    kind = forms.ChoiceField(choices=[("repair", "Repair")], required=False)
    urgency = forms.ChoiceField(choices=[("1", "Urgent")], widget=forms.RadioSelect)
    told = forms.BooleanField(label="Told", widget=forms.CheckboxInput(attrs={"class": "wide"}))
    due = forms.DateTimeField(required=False, widget=MomentInput)


def squeezed(html: object) -> str:
    return " ".join(str(html).split())


def test_a_field_has_label_control_and_help():
    html = squeezed(Sample()["title"].as_field_group())
    assert '<label class="form-label" for="id_title">Title</label>' in html
    assert 'aria-describedby="id_title_helptext" class="form-control" id="id_title"' in html
    assert '<div class="form-hint" id="id_title_helptext">In a few words.</div>' in html


def test_what_may_stay_empty_says_so():
    assert '<span class="ac-optional">optional</span>' in squeezed(Sample()["kind"].as_field_group())
    assert 'class="form-select"' in str(Sample()["kind"])


def test_an_error_stands_at_its_field_and_is_spoken_with_it():
    html = squeezed(Sample({})["title"].as_field_group())
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert '<ul class="errorlist" id="id_title_error"><li>This field is required.</li></ul>' in html


def test_choices_are_a_group_with_a_legend():
    html = squeezed(Sample()["urgency"].as_field_group())
    assert '<legend class="form-label">Urgency</legend>' in html
    assert '<div class="form-check"><input type="radio" name="urgency" value="1"' in html
    assert '<label class="form-check-label" for="id_urgency_0">Urgent</label>' in html


def test_a_single_box_stands_before_its_label_and_keeps_its_own_class():
    html = squeezed(Sample()["told"].as_field_group())
    assert 'class="form-check-input wide"' in html
    assert html.index("<input") < html.index("<label")


def test_a_whole_form_says_first_what_concerns_no_single_field():
    form = Sample({})
    form.add_error(None, "The customer has an open request.")
    html = squeezed(form)
    assert html.index("The customer has an open request.") < html.index('<div class="ac-fields">')
    assert '<div class="ac-notice ac-tone-bad" role="alert">' in html


def test_a_moment_is_asked_for_in_the_readers_zone():
    form = Sample(initial={"due": datetime(2026, 3, 10, 1, 0, tzinfo=UTC)})
    with timezone.override("Asia/Shanghai"):
        assert 'type="datetime-local" name="due" value="2026-03-10T09:00"' in str(form["due"])


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("4 h", 240), ("1 h 30 min", 90), ("1h30", 90), ("1:30", 90), ("1.5 hours", 90), ("45", 45), ("45 min", 45),
        ("4小时30分", 270), ("1 小时", 60), ("３０ 分钟", 30), ("", None), ("525600", 525_600),
    ],
)  # fmt: skip
def test_working_time_is_read_as_people_write_it(typed, minutes):
    assert WorkingTimeField(required=False).clean(typed) == minutes


@pytest.mark.parametrize("typed", ["soon", "1 d", "h", "0", "0 min", "525601", "1:3", "-5", "1 h 2 h", "9999:99"])
def test_what_is_no_working_time_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        WorkingTimeField().clean(typed)


@pytest.mark.parametrize(("minutes", "shown"), [(30, "30 min"), (60, "1 h"), (90, "1 h 30 min"), (2880, "48 h")])
def test_working_time_is_shown_as_it_can_be_written(minutes, shown):
    field = WorkingTimeField()
    assert field.prepare_value(minutes) == shown
    assert field.clean(shown) == minutes
    assert not field.has_changed(minutes, shown)
