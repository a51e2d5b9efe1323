"""The moves that are made with several requests at once, and each with one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.models import User
from aftercare.domains.dispatch.actions import assign_by_hand, auto_assign
from aftercare.domains.requests.actions import cancel_request, change_request, resume_request, suspend_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import ASSIGN, CANCEL, CHANGE, MANAGE, SUSPEND
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.surfaces.console.requests.forms import PRIORITIES, NothingForm, ReasonForm, SuspendForm
from aftercare.surfaces.console.requests.words import VERBS, Verb
from aftercare.ui.forms import sometimes_needed

Given = Mapping[str, Any]
COMBOBOX = {"data-combobox": True}


class AssignAllForm(forms.Form):
    """Who gets them: one for all, or the rules for each."""

    engineer = sometimes_needed(
        forms.ModelChoiceField(
            label=gettext_lazy("Engineer"),
            queryset=Engineer.objects.filter(active=True).order_by("code"),
            widget=forms.Select(attrs=COMBOBOX),
        )
    )
    assignee = sometimes_needed(
        forms.ModelChoiceField(
            label=gettext_lazy("Or a colleague at the desk"),
            queryset=User.objects.filter(is_active=True).order_by("name"),
            widget=forms.Select(attrs=COMBOBOX),
        )
    )
    automatic = forms.BooleanField(label=gettext_lazy("Let the rules choose for each"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the three."""
        given: dict[str, Any] = super().clean() or {}
        if len([name for name in self.fields if given.get(name)]) != 1:
            self.add_error(None, _("Choose an engineer, or a colleague, or let the rules choose."))
        return given


class PriorityForm(forms.Form):
    """How urgent they are."""

    priority = forms.TypedChoiceField(label=gettext_lazy("Priority"), choices=PRIORITIES, coerce=int)


@dataclass(frozen=True, slots=True)
class Bulk:
    """A move with several: the right it takes, its form, the command it becomes for each, and how it is told."""

    verb: Verb
    right: str
    form: type[forms.Form]
    make: Callable[[Actor, ServiceRequest, Given], object]
    done: Callable[[int], str]


def _assign(actor: Actor, wanted: ServiceRequest, given: Given) -> object:
    if given["automatic"]:
        return auto_assign(actor, wanted, at=now())
    return assign_by_hand(actor, wanted, engineer=given["engineer"], assignee=given["assignee"], at=now())


def _suspend(actor: Actor, wanted: ServiceRequest, given: Given) -> object:
    return suspend_request(
        actor, wanted, reason=given["reason"].code, until=given["until"], note=given["note"], at=now()
    )


BULK: Mapping[str, Bulk] = {
    "assign": Bulk(VERBS["assign"], ASSIGN, AssignAllForm, _assign, lambda n: _("%(count)s assigned") % {"count": n}),
    "suspend": Bulk(
        VERBS["suspend"], SUSPEND, SuspendForm, _suspend, lambda n: _("%(count)s suspended") % {"count": n}
    ),
    "resume": Bulk(
        VERBS["resume"],
        SUSPEND,
        NothingForm,
        lambda actor, wanted, _given: resume_request(actor, wanted, at=now()),
        lambda n: _("%(count)s resumed") % {"count": n},
    ),
    "priority": Bulk(
        Verb(gettext_lazy("Change priority"), "flag"),
        CHANGE,
        PriorityForm,
        lambda actor, wanted, given: change_request(actor, wanted, priority=given["priority"], at=now()),
        lambda n: _("%(count)s changed") % {"count": n},
    ),
    "cancel": Bulk(
        VERBS["cancel"],
        CANCEL,
        ReasonForm,
        lambda actor, wanted, given: cancel_request(actor, wanted, reason=given["reason"], at=now()),
        lambda n: _("%(count)s cancelled") % {"count": n},
    ),
}


def verbs_for(actor: Actor) -> list[tuple[str, Verb]]:
    """The moves this person may make with several, wherever they are."""
    return [(code, one.verb) for code, one in BULK.items() if actor.scope(one.right) or actor.scope(MANAGE)]
