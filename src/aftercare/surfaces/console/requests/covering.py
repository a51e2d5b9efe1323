"""Who pays for a request: decided by hand for a reason, or by the rules again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.contracts.coverage import COSTS, Coverage
from aftercare.domains.contracts.coverage_words import sentences
from aftercare.domains.requests.actions import override_coverage, restore_coverage
from aftercare.domains.requests.models import CoverageDecision, ServiceRequest
from aftercare.domains.requests.policies import may_cover
from aftercare.domains.requests.queries import coverage_by_rules, coverage_decisions, find_request
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.devices.words import COSTS as COST_WORDS
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.parts import Words

HERE = "console:requests"
MOST = 10
BY_HAND = "override"
CAUSES: Mapping[str, Words] = {
    "entry": pgettext_lazy("coverage", "At entry"),
    "facts": pgettext_lazy("coverage", "New facts"),
    "override": pgettext_lazy("coverage", "By hand"),
    "restored": pgettext_lazy("coverage", "Back to the rules"),
}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("Write it so that the customer can be told."),
    )


class OverrideForm(ReasonForm):
    """How much the house bears of each kind of cost."""

    field_order = tuple(f"{cost}_percent" for cost in COSTS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for cost in COSTS:
            label = gettext_lazy("%(cost)s, percent we bear") % {"cost": COST_WORDS[cost]}
            self.fields[f"{cost}_percent"] = forms.IntegerField(label=label, min_value=0, max_value=100)
        self.order_fields([*self.field_order, "reason"])


@staff
def override(request: StaffRequest, id: UUID) -> HttpResponse:
    """How much we bear and why, or the decision."""
    wanted = find_request(request.actor, id)
    require(may_cover(request.actor, wanted))
    held = Coverage.from_json(wanted.coverage)
    form = OverrideForm(_sent(request), initial={f"{cost}_percent": held.share(cost).percent for cost in COSTS})
    if accepted(form, override_coverage, request.actor, wanted, at=now()):
        messages.success(request, _("Who pays for %(number)s is decided by hand.") % {"number": wanted.number})
        return redirect("console:request", id=id)
    told = " ".join(sentences(coverage_by_rules(wanted))[: len(COSTS)])
    return _asked(request, wanted, form, _("Decide who pays"), _("Decide"), intro=_("By the rules: %s") % told)


@staff
def restore(request: StaffRequest, id: UUID) -> HttpResponse:
    """Why the rules decide again, or that they do."""
    wanted = find_request(request.actor, id)
    require(may_cover(request.actor, wanted))
    form = ReasonForm(_sent(request))
    if accepted(form, restore_coverage, request.actor, wanted, at=now()):
        messages.success(request, _("The rules decide again who pays for %(number)s.") % {"number": wanted.number})
        return redirect("console:request", id=id)
    return _asked(request, wanted, form, _("Let the rules decide again"), _("Take the decision back"))


def shown_coverage(actor: Actor, wanted: ServiceRequest) -> dict[str, Any]:
    """The decision in words with the buttons, and where it was decided again every decision there was."""
    coverage = Coverage.from_json(wanted.coverage)
    decisions = list(coverage_decisions(wanted)[:MOST]) if wanted.coverage.get("revised") else []
    return {
        "covered_whole": coverage.whole,
        "covered_by_hand": coverage.by == BY_HAND,
        "coverage_sentences": sentences(coverage),
        "coverage_decisions": [(CAUSES[one.cause], one.decided_at, _outcome(one)) for one in decisions],
        "may_cover": may_cover(actor, wanted) is True and wanted.signed_off_at is None and wanted.state != "cancelled",
    }


def _outcome(decision: CoverageDecision) -> list[str]:
    """Who pays; one by hand says why in the same sentence, one taken back before it."""
    coverage = Coverage.from_json(decision.coverage)
    if coverage.by == BY_HAND:
        return sentences(coverage)[:1]
    return [*filter(None, [decision.reason]), *sentences(coverage)[: len(COSTS)]]


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(
    request: StaffRequest, wanted: ServiceRequest, form: forms.Form, title: str, submit: str, **more: Any
) -> HttpResponse:
    back = reverse("console:request", args=[wanted.id])
    crumbs = [(_("Requests"), reverse(HERE)), (wanted.number, back)]
    return form_page(request, form, back=back, crumbs=crumbs, active=HERE, title=title, submit=submit, **more)
