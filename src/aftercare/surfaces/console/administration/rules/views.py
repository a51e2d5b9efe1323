"""One pattern for both sets of rules: a row for each kind of request, and a form that changes it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.requests.models import RequestKind
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.locking import version_of
from aftercare.kit.paging import page
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import HOME, accepted, form_page
from aftercare.surfaces.console.administration.rules.sets import BILLING, CALL_BACKS, RECORDS, RuleSet
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.versions import EXPECTED

LIST = "console/administration/rules/list.html"


def rule_list(request: StaffRequest, *, rules: RuleSet) -> HttpResponse:
    """The kinds in their order, those out of use among them."""
    require(rules.may(request.actor))
    found = page(RequestKind.objects.all(), sort="position", limit=shown(request), cursor=request.GET.get("cursor"))
    by_kind = rules.rules_of([kind.code for kind in found.items])
    rows = [
        {
            "name": _(kind.name),
            "active": kind.active,
            "url": reverse(rules.one, args=[kind.code]),
            "cells": [(label, show(by_kind[kind.code])) for label, show in rules.columns],
        }
        for kind in found.items
    ]
    context = {
        "rules": rules,
        "rows": rows,
        "columns": len(rules.columns) + 2,
        "cursor": found.next,
        "crumbs": [(_("Administration"), reverse(HOME))],
    }
    return staff_page(request, LIST, context, active=HOME, partials={"rows"})


def change_rule(request: StaffRequest, code: str, *, rules: RuleSet) -> HttpResponse:
    """What counts for a kind now, or from now on."""
    require(rules.may(request.actor))
    held = RequestKind.objects.filter(pk=code).first()
    if held is None:
        raise NotFound()
    rule = rules.rules_of([code])[code]
    initial = {name: getattr(rule, name) for name in rules.form.base_fields if name != EXPECTED}
    initial[EXPECTED] = version_of(rule)
    form = rules.form(request.POST if request.method == "POST" else None, initial=initial)
    name = _(held.name)
    if accepted(form, rules.keep, request.actor, held, at=now()):
        messages.success(request, _("The rules of “%(kind)s” are kept.") % {"kind": name})
        return redirect(rules.place)
    crumbs = [(_("Administration"), reverse(HOME)), (rules.label, reverse(rules.place))]
    return form_page(
        request,
        form,
        title=_("%(rules)s: %(kind)s") % {"rules": rules.label, "kind": name},
        submit=_("Keep the changes"),
        back=reverse(rules.place),
        crumbs=crumbs,
        intro=rules.effect,
        draft=f"{rules.one}-{code}-{initial[EXPECTED]}",
    )


record_rules = staff(partial(rule_list, rules=RECORDS))
record_rule = staff(partial(change_rule, rules=RECORDS))
call_back_rules = staff(partial(rule_list, rules=CALL_BACKS))
call_back_rule = staff(partial(change_rule, rules=CALL_BACKS))
billing_rules = staff(partial(rule_list, rules=BILLING))
billing_rule = staff(partial(change_rule, rules=BILLING))
