"""Forms look right by themselves."""

from datetime import UTC, datetime

from django import forms
from django.utils import timezone

from aftercare.ui.forms import MomentInput


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
