"""The words of messages and ready answers."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from aftercare.domains.channels.models import ReplyTemplate
from aftercare.domains.requests.models import RequestKind
from aftercare.ui.forms import NameChoiceField

LONG = {"rows": 12, "class": "wide"}


class TemplateForm(forms.Form):
    """What customers are written on one event in one language."""

    subject = forms.CharField(label=_("Subject"), max_length=200, widget=forms.TextInput(attrs={"class": "wide"}))
    text = forms.CharField(label=_("Text"), max_length=8000, widget=forms.Textarea(attrs=LONG))
    active = forms.BooleanField(
        label=_("Send this message"),
        required=False,
        help_text=_("Switched off, its words are kept and nothing is sent."),
    )


class ReplyForm(forms.Form):
    """A ready answer of the desk."""

    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Short and in Latin letters, to type it quickly.")
    )
    name = forms.CharField(label=_("Name"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    kind = NameChoiceField(
        queryset=RequestKind.objects.filter(active=True).order_by("position", "code"),
        label=_("Kind of request"),
        required=False,
        empty_label=_("For all kinds"),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "wide"}),
        help_text=_("{customer}, {number} and {engineer} are filled in where it is used."),
    )


def said_by(reply: ReplyTemplate) -> dict[str, Any]:
    """A ready answer as its form shows it."""
    return {**{name: getattr(reply, name) for name in ("code", "name", "language", "text")}, "kind": reply.kind_id}
