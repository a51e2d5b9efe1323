"""Statutory rules: those that are kept, new ones from scratch or from a ready-made set, and changes."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.contracts.actions import add_statutory_rule, change_statutory_rule
from aftercare.domains.contracts.policies import MANAGE
from aftercare.domains.contracts.queries.statutory import statutory_rules
from aftercare.domains.contracts.statutory_sets import SETS
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import HOME, accepted, form_page
from aftercare.surfaces.console.administration.statutory.forms import RuleForm, as_it_stands
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

LIST = "console/administration/statutory/list.html"
HERE = "console:statutory_rules"


@staff
def rule_list(request: StaffRequest) -> HttpResponse:
    """What is kept, and the sets to begin with."""
    require(may(request.actor, MANAGE))
    found = page(statutory_rules(), sort="name", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {"rows": found.items, "cursor": found.next, "sets": SETS, "crumbs": _crumbs()[:1]}
    return staff_page(request, LIST, context, active=HOME, partials={"rows"})


@staff
def new_rule(request: StaffRequest) -> HttpResponse:
    """The form, filled in from the set that was asked for, or the rule it makes."""
    require(may(request.actor, MANAGE))
    chosen = next((asdict(one) for one in SETS if one.code == request.GET.get("set")), {})
    form = RuleForm(request.POST if request.method == "POST" else None, initial=chosen)
    if accepted(form, _add, request.actor, at=now()):
        messages.success(request, _("The rule is told beside warranty from now on."))
        return redirect(HERE)
    words: dict[str, Any] = {"title": _("New statutory rule"), "submit": _("Keep the rule")}
    return form_page(request, form, back=reverse(HERE), crumbs=_crumbs(), **words)


@staff
def change_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    """The rule as it stands, or its change."""
    require(may(request.actor, MANAGE))
    rule = statutory_rules().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound()
    stands = as_it_stands(rule)
    form = RuleForm(request.POST if request.method == "POST" else None, initial=stands)
    if accepted(form, change_statutory_rule, request.actor, rule, stands=stands, at=now()):
        messages.success(request, _("“%(name)s” is changed.") % {"name": rule.name})
        return redirect(HERE)
    words: dict[str, Any] = {"title": rule.name, "submit": _("Keep the changes")}
    return form_page(request, form, back=reverse(HERE), crumbs=_crumbs(), **words)


def _add(actor: Any, *, expected: int | None, **given: Any) -> Any:
    """A new rule has no version that anybody saw."""
    return add_statutory_rule(actor, **given)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Administration"), reverse(HOME)), (_("Statutory rules"), reverse(HERE))]
