"""What customers are written: a list of events and languages, and each with its preview."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.channels.actions import set_template, take_back_template
from aftercare.domains.channels.letter import filled
from aftercare.domains.channels.letters import LETTERS
from aftercare.domains.channels.queries import Words, all_words, sample_values, words_for
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.surfaces.console.administration.frame import accepted, as_seen, standing_form
from aftercare.surfaces.console.messages.forms import TemplateForm
from aftercare.surfaces.console.messages.reach import PLACE, managed
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page, staff_preview

NAMES = dict(settings.LANGUAGES)
TAB = "console:templates"


@staff
def template_list(request: StaffRequest) -> HttpResponse:
    """Every event on which customers are written, with its languages."""
    around = managed(request.actor, TAB)
    words = all_words()
    rows = [
        (letter, [(one, NAMES[one.language]) for one in words if one.letter is letter]) for letter in LETTERS.values()
    ]
    return staff_page(request, "console/messages/templates.html", {**around, "rows": rows}, active=PLACE)


@staff_preview
def template(request: StaffRequest, event: str, language: str) -> HttpResponse:
    """Change the words, seeing how they read; `preview` shows what was typed and keeps nothing."""
    around = managed(request.actor, TAB)
    words = _known(event, language)

    def shows() -> dict[str, Any]:
        stands = words_for(event, language)
        return {"subject": stands.subject, "text": stands.text, "active": stands.active}

    form = standing_form(TemplateForm, request, shows())
    look = "preview" in request.POST
    if form.is_valid() and not look:
        command = as_seen(set_template, shows, hold=words.own)
        if accepted(form, command, request.actor, event=event, language=language, at=now()):
            messages.success(request, _("Customers are written so from now on."))
            return redirect("console:template", event=event, language=language)
    shown = {"subject": form["subject"].value() or "", "text": form["text"].value() or ""}
    values = sample_values(words.letter, language, at=now())
    context = {
        **around,
        "form": form,
        "words": words,
        "language": NAMES[language],
        "preview": {name: filled(text, values) for name, text in shown.items()},
        "placeholders": [(f"{{{name}}}", what) for name, what in words.letter.placeholders.items()],
    }
    status = 422 if form.is_bound and not (look and form.is_valid()) else 200
    return staff_page(request, "console/messages/template.html", context, active=PLACE, status=status)


@require_POST
@staff
def take_back(request: StaffRequest, event: str, language: str) -> HttpResponse:
    """Let the product's own words count again."""
    managed(request.actor, TAB)
    _known(event, language)
    take_back_template(request.actor, event=event, language=language, at=now())
    messages.success(request, _("The words that came with the system count again."))
    return redirect("console:template", event=event, language=language)


def _known(event: str, language: str) -> Words:
    if event not in LETTERS or language not in NAMES:
        raise NotFound()
    return words_for(event, language)
