"""The rules of grading: read and changed as text, with a look at who would move before they are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.grading.actions import set_rules
from aftercare.domains.grading.models import GradingRules
from aftercare.domains.grading.policies import may_set_rules
from aftercare.domains.grading.queries import (
    Move,
    Preview,
    active_rules,
    rules_of,
    setters_of,
    targets,
    what_would_change,
)
from aftercare.domains.grading.rules import FACTS, Rule
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import HOME, accepted
from aftercare.surfaces.console.administration.grading.forms import GradingForm, as_typed, rules_typed
from aftercare.surfaces.console.staff import StaffRequest, staff_page, staff_preview

PAGE, VERSIONS = "console/administration/grading/all.html", 10


@staff_preview
def grading_page(request: StaffRequest) -> HttpResponse:
    """All rules in one form; `preview` shows who would move and keeps nothing."""
    require(may_set_rules(request.actor))
    force = active_rules()
    initial = as_typed(rules_of(force), force.version if force else 0)
    form = GradingForm(request.POST or None, initial=initial)
    looking = "preview" in request.POST and form.is_valid()
    if form.is_bound and "preview" not in request.POST:
        kept = accepted(form, _keep, request.actor, stands=initial, at=now())
        if kept is not None:
            said = _("Version %(number)d counts from now on; all customers are being judged by it.")
            messages.success(request, said % {"number": kept.version})
            return redirect("console:grading")
    context: dict[str, Any] = {"form": form, "force": force, "facts": list(FACTS.values()), "versions": _versions()}
    context |= {"grade_names": _names(Grade), "tag_names": _names(Tag)}
    context["crumbs"] = [(_("Administration"), reverse(HOME))]
    if looking:
        context |= {"preview": _shown(what_would_change(rules_typed(form.cleaned_data), at=now()))}
    status = 422 if form.is_bound and not looking else 200
    return staff_page(request, PAGE, context, active=HOME, status=status)


def _keep(
    actor: Actor,
    *,
    grades: tuple[Rule, ...],
    tags: tuple[Rule, ...],
    window_months: int,
    reason: str,
    expected: int | None,
    at: datetime,
) -> GradingRules:
    rules = rules_typed({"grades": grades, "tags": tags, "window_months": window_months})
    return set_rules(actor, rules=rules, reason=reason, expected=expected, at=at)


def _shown(found: Preview) -> dict[str, Any]:
    names, tags = targets(Grade)[1], targets(Tag)[1]
    return {
        "looked_at": found.looked_at,
        "changed": found.changed,
        "counts": [(names.get(str(a), "–"), names.get(str(b), "–"), count) for a, b, count in found.counts],
        "tags": [(tags.get(str(tag), "–"), gained, lost) for tag, gained, lost in found.tags],
        "sample": [(move.customer, _moved(move, names, tags)) for move in found.sample],
    }


def _moved(move: Move, grades: Mapping[str, str], tags: Mapping[str, str]) -> str:
    """From which grade to which, and the tags that come and go."""
    steps = [f"{grades.get(str(move.before_id), '–')} → {grades.get(str(move.after_id), '–')}"]
    said = steps if move.before_id != move.after_id else []
    for sign, ids in (("+", move.gained), ("−", move.lost)):
        said += sorted(f"{sign}{tags.get(str(one), '–')}" for one in ids)
    return ", ".join(said)


def _names(named: type[Grade] | type[Tag]) -> list[str]:
    """What a rule may begin with."""
    return sorted(targets(named)[1].values())


def _versions() -> list[tuple[GradingRules, datetime | None]]:
    rows = list(GradingRules.objects.order_by("-version")[:VERSIONS])
    facts = setters_of(rows)
    return [(row, facts[row.id].at if row.id in facts else None) for row in rows]
