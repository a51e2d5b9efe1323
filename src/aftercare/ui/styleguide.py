"""Every component in every state on one page, to look at and to test; mounted for demonstration only."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.ui import pages
from aftercare.ui.components.states import STATES, TONES
from aftercare.ui.forms import DayInput, MomentInput
from aftercare.ui.parts import Change, Entry, FilterChip, RailItem

SURFACES = {"console": "ui/styleguide.html", "plain": "ui/styleguide/plain.html", "portal": "ui/styleguide/portal.html"}
SURFACES |= {
    "field": "ui/styleguide/field.html",
    "empty": "ui/styleguide/empty.html",
    "list": "ui/styleguide/list.html",
}


class SampleForm(forms.Form):
    """One field of each kind; sent empty it shows its errors."""

    only_shown = True  # among others on the page, so that the focus is not drawn to it
    title = forms.CharField(label=gettext_lazy("Title"), help_text=gettext_lazy("What is the matter, in a few words."))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("repair", gettext_lazy("Repair")), ("installation", gettext_lazy("Installation"))],
    )
    visit_date = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    required_at = forms.DateTimeField(label=gettext_lazy("Required by"), widget=MomentInput, required=False)
    description = forms.CharField(
        label=gettext_lazy("Description"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    photos = forms.FileField(
        label=gettext_lazy("Photos"),
        required=False,
        widget=forms.FileInput(attrs={"data-photo": True, "accept": "image/*"}),
    )
    engineer = forms.ChoiceField(
        label=gettext_lazy("Engineer"),
        choices=[("1", "王小明"), ("2", "Ada Lovelace"), ("3", "李思")],
        widget=forms.Select(attrs={"data-combobox": True}),
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Priority"),
        widget=forms.RadioSelect,
        choices=[("normal", gettext_lazy("Normal")), ("urgent", gettext_lazy("Urgent"))],
    )
    told = forms.BooleanField(label=gettext_lazy("The customer was told"))


def page(request: HttpRequest) -> HttpResponse:
    """The style guide; `?surface=` shows the other bases, `?toast=1` a toast of each tone."""
    if request.GET.get("toast"):
        messages.success(request, _("Visit planned for Tuesday."))
        messages.error(request, _("Only 1 of FUSE-3A on hand; 3 asked for."))
    template = SURFACES.get(request.GET.get("surface", ""), SURFACES["console"])
    # Three pages of rows, to see them being fetched.
    following = {"": "2", "2": "3"}.get(request.GET.get("cursor", ""))
    return pages.page(request, template, {**_samples(), "cursor": following}, partials={"results", "rows"})


def _samples() -> dict[str, Any]:
    now = timezone.now()
    return {
        "now": now,
        "rail": _rail(),
        "new_request_url": "#new",
        "bar": _rail()[:4],
        "portal_links": _rail()[1:4],
        "bell_url": "#told",
        "bell_count": 3,
        "company_name": "华诚电器 Huacheng",
        "unsynced": 2,
        "form": SampleForm(),
        "refused_form": SampleForm({"title": ""}),
        "states": list(STATES),
        "tones": TONES,
        "clocks": _clocks(now),
        "entries": _entries(now),
        "chips": _chips(),
        "rows": _rows(now),
        "definitions": [(_("Model"), "WM-8 Pro"), (_("Serial number"), "WM8-2024-000317"), (_("Warranty until"), None)],
        "hostile": "<script>alert(1)</script>",
    }


def _rail() -> list[RailItem]:
    return [
        RailItem(_("Home"), "#home", icon="home", active=True),
        RailItem(_("Requests"), "#requests", icon="inbox", count=12, group=_("Service")),
        RailItem(_("Call-backs"), "#callbacks", icon="phone-call", count=0, group=_("Service")),
        RailItem(_("Dispatch board"), "#board", icon="layout-kanban", group=_("Service")),
        RailItem(_("Customers"), "#customers", icon="users", group=_("Records")),
        RailItem(_("Devices"), "#devices", icon="device-desktop", group=_("Records")),
        RailItem(_("Settings"), "#settings", icon="settings", group=_("Company")),
    ]


def _clocks(now: Any) -> list[dict[str, Any]]:
    return [
        {"kind": "first_response", "due_at": now + timedelta(minutes=23, seconds=30), "share": 0.4, "state": "running"},
        {"kind": "assignment", "due_at": now + timedelta(minutes=6, seconds=30), "share": 0.9, "state": "running"},
        {"kind": "arrival", "due_at": now - timedelta(hours=2), "share": 1, "state": "missed"},
        {"kind": "resolution", "due_at": None, "share": 0.55, "state": "paused", "reason": _("waits for parts")},
        {"kind": "next_update", "due_at": now + timedelta(days=3), "share": 0.3, "state": "met"},
    ]


def _entries(now: Any) -> list[Entry]:
    moved = [Change(_("Required by"), "22 Nov, 18:00", "24 Nov, 18:00"), Change(_("Engineer"), None, "王小明")]
    asked = _("It drips from the door when spinning. Please call before you come.")
    return [
        Entry(
            now - timedelta(minutes=4),
            _("assigned the request"),
            "Chen Yu",
            icon="user-check",
            tone="info",
            changes=moved,
        ),
        Entry(now - timedelta(hours=2), _("called the customer"), "李思", icon="phone-outgoing", body=asked),
        Entry(
            now - timedelta(hours=3), _("wrote a note"), "李思", icon="note", body=_("Second leak here."), internal=True
        ),
        Entry(now - timedelta(days=20), _("The promise clock was missed"), icon="alert-triangle", tone="bad"),
    ]


def _chips() -> list[FilterChip]:
    return [
        FilterChip(_("All"), "?", count=128),
        FilterChip(_("My queue"), "?mine=1", active=True, count=12),
        FilterChip(_("Overdue"), "?overdue=1", count=3),
        FilterChip(_("Kind: repair"), "?", removable=True),
    ]


def _rows(now: Any) -> list[dict[str, Any]]:
    titles = [
        _("Washing machine leaks"),
        _("No picture on the monitor"),
        _("Yearly calibration"),
        _("Lift stops between floors"),
    ]
    states = ["pending", "in_progress", "handled", "locked"]
    people = [None, "王小明", "Ada Lovelace", "李思"]
    priorities = ["normal", "high", "low", "urgent"]
    clocks = _clocks(now)
    return [
        {
            "number": f"SR-2026-{317 + place:06}",
            "title": titles[place],
            "state": states[place],
            "person": people[place],
            "priority": priorities[place],
            "clock": clocks[place],
            "created_at": now - timedelta(hours=5 * place, minutes=3),
        }
        for place in range(4)
    ]
