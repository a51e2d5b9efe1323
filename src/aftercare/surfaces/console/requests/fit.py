"""Engineers to choose from, the best first: from when each could be there, what counts, or what stands in the way."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from aftercare.domains.dispatch.decision import Choice, Scored, ScorePart
from aftercare.domains.dispatch.policies import VIEW as VIEW_PLAN
from aftercare.domains.dispatch.proposals import Proposal
from aftercare.domains.dispatch.queries import candidates_for, candidates_for_each
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import may
from aftercare.surfaces.console.requests.wished import visit_minutes
from aftercare.ui.components.words import exact_time

FIRST = 4  # shown with what counts for and against them
PARTS = 3
SHOWN_BY_THE_SLOT = {"wait"}
LOOKED_AT = 20  # requests of a bulk move for which the rules are asked


class CandidateSelect(forms.RadioSelect):
    """Engineers as rows: from when each could be there, and the weightiest of what counts."""

    option_template_name = "console/requests/candidate.html"

    def __init__(self, candidates: Sequence[Scored], minutes: int) -> None:
        super().__init__()
        self.candidates = {str(each.engineer_id): each for each in candidates}
        self.minutes = minutes

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The row with the candidate in it, and the slot a visit would take."""
        option = super().create_option(name, value, *args, **kwargs)
        each = self.candidates[str(value)]
        option["each"] = each
        option["parts"] = weightiest(each)
        if each.earliest_start_at is not None:
            option["slot"] = (each.earliest_start_at, each.earliest_start_at + timedelta(minutes=self.minutes))
        return option


def weightiest(each: Scored) -> list[ScorePart]:
    """The few parts of the score that count most, the start left out: it is shown by itself."""
    told = (part for part in each.parts if part.code not in SHOWN_BY_THE_SLOT)
    return sorted(told, key=lambda part: -abs(part.minutes))[:PARTS]


def rank_engineers(form: forms.Form, actor: Actor, wanted: ServiceRequest) -> str:
    """Put the engineers of a form in the order the rules would choose them, for those who may see the plan; gives the
    slip that says what they were shown."""
    if "engineer" not in form.fields:
        return ""
    if may(actor, VIEW_PLAN) is not True:
        if "other" in form.fields:
            _in_one_list(form)
        return ""
    at = now()
    choice = candidates_for(wanted, at=at)
    if "other" in form.fields:
        _offer(form, choice, visit_minutes(wanted))
    else:
        _put(form, "engineer", choice.candidates)
    return Proposal.of(wanted.id, choice, at=at).slip()


def _in_one_list(form: forms.Form) -> None:
    """No order to show: the list of all is enough. The field itself stays: a refused form has bound it already."""
    every, field = form.fields.pop("other"), form.fields["engineer"]
    assert isinstance(every, forms.ModelChoiceField)  # noqa: S101  the form says so
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  the same
    field.widget = every.widget
    field.choices = every.choices


def _offer(form: forms.Form, choice: Choice, minutes: int) -> None:
    """The first of the rules as rows, whoever was chosen among them, and everybody else in a list."""
    picked = str(form["engineer"].value() or "")
    fitting = [each for each in choice.candidates if each.accepted][:FIRST]
    shown = [each for each in choice.candidates if each in fitting or str(each.engineer_id) == picked]
    field = form.fields["engineer"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  the form says so
    field.widget = CandidateSelect(shown, minutes)
    field.choices = [(str(each.engineer_id), each.name) for each in shown]
    if not fitting:
        field.help_text = choice.reason.sentence()
    _put(form, "other", [each for each in choice.candidates if each not in shown])


def _put(form: forms.Form, name: str, candidates: Sequence[Scored]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  the form says so
    field.choices = [("", "–"), *((str(each.engineer_id), _described(each)) for each in candidates)]


def rank_for_all(form: forms.Form, actor: Actor, wanted: Sequence[ServiceRequest]) -> None:
    """Put the engineers in the order of how many of these requests they could do, where these are few."""
    field = form.fields.get("engineer")
    if not isinstance(field, forms.ModelChoiceField) or len(wanted) > LOOKED_AT or may(actor, VIEW_PLAN) is not True:
        return
    fits: dict[str, tuple[int, float, str]] = {}
    for choice in candidates_for_each(wanted, at=now()):
        for each in choice.candidates:
            done, minutes, name = fits.get(str(each.engineer_id), (0, 0.0, each.name))
            fits[str(each.engineer_id)] = (done + each.accepted, minutes + each.total_minutes, name)
    best = sorted(fits.items(), key=lambda row: (-row[1][0], row[1][1] / max(row[1][0], 1), row[1][2]))
    words = _("%(name)s – fits %(n)s of %(all)s")
    named = ((id, words % {"name": name, "n": done, "all": len(wanted)}) for id, (done, _minutes, name) in best)
    field.choices = [("", "–"), *named]


def _described(each: Scored) -> str:
    if not each.accepted:
        return _("%(name)s – not possible: %(why)s") % {"name": each.name, "why": each.refused[0].label}
    if each.earliest_start_at is None:
        return _("%(name)s – %(minutes)s min") % {"name": each.name, "minutes": round(each.total_minutes)}
    start = exact_time(each.earliest_start_at)
    return _("%(name)s – from %(start)s, %(minutes)s min") % {
        "name": each.name,
        "start": start,
        "minutes": round(each.total_minutes),
    }
