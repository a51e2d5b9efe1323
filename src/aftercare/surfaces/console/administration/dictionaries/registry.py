"""The dictionaries: for each its rows, what is shown of them, and by which actions they are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from aftercare.domains.catalog import actions as catalog
from aftercare.domains.catalog.models import Category, FaultCode, IncidentType, Skill
from aftercare.domains.catalog.policies import may_manage_catalog
from aftercare.domains.contracts import actions as contracts
from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.contracts.policies import may_manage_contracts
from aftercare.domains.customers import actions as customers
from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.customers.policies import may_manage_grades
from aftercare.domains.requests import actions as requests
from aftercare.domains.requests.models import AttemptOutcome, RequestKind
from aftercare.domains.requests.policies import may_configure_requests
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict
from aftercare.surfaces.console.administration.dictionaries import catalog_forms as words
from aftercare.surfaces.console.administration.dictionaries import forms as asked
from aftercare.surfaces.console.requests.words import CLOCKS
from aftercare.ui.parts import Words

Show = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One list of words: who keeps it, what a row shows, and the forms and actions that add and change."""

    slug: str
    label: Words
    sentence: Words
    icon: str
    may: Callable[[Actor], Verdict]
    rows: Callable[[], QuerySet[Any]]
    new_form: type[forms.Form]
    add: Callable[..., Any]
    form: type[forms.Form] | None = None
    change: Callable[..., Any] | None = None
    sort: str = "code"
    columns: Sequence[tuple[Words, Show]] = ()
    initial: Callable[[Any], Mapping[str, Any]] = field(default=lambda row: {})


def of_fields(form: type[forms.Form], *more: str) -> Callable[[Any], dict[str, Any]]:
    """What stands in a row now, for the form."""
    return lambda row: {name: getattr(row, name) for name in (*form.base_fields, *more) if hasattr(row, name)}


def _yes(name: str) -> Show:
    return lambda row: _("Yes") if getattr(row, name) else _("No")


def _minutes(row: Any) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", row.duration_minutes) % {"n": row.duration_minutes}


def _stops(reason: PauseReason) -> str:
    return ", ".join(str(CLOCKS.get(kind, kind)) for kind in reason.pauses) or _("none")


def _of_category(row: Any) -> str:
    return row.category.name if row.category else _("Every category")


def _of_problem(row: IncidentType) -> dict[str, Any]:
    plain = of_fields(words.ProblemForm)(row)
    return {**plain, "category": row.category_id, "skills": words.skills_typed(row.skills)}


FAULT_KINDS = dict(words.FAULT_KINDS)
WAITS_FOR = dict(asked.WAITS_FOR)
DICTIONARIES = (
    Dictionary(
        "request-kinds", gettext_lazy("Kinds of requests"),
        gettext_lazy("Repair, installation and the like: how each is assigned, warned about, closed and opened again."),
        "ticket", may_configure_requests, RequestKind.objects.all,
        asked.NewKindForm, requests.add_kind, asked.KindForm, requests.change_kind, "position",
        ((gettext_lazy("Usual minutes of work"), _minutes),
         (gettext_lazy("Assign by the rules at entry"), _yes("auto_assign"))),
        of_fields(asked.KindForm, "dwell_minutes", "position"),
    ),
    Dictionary(
        "problem-types", gettext_lazy("Problem types"),
        gettext_lazy("What customers complain about, with the time and skills solving it takes."),
        "stethoscope", may_manage_catalog,
        lambda: IncidentType.objects.select_related("category").defer("search"),
        words.NewProblemForm, catalog.add_incident_type, words.ProblemForm, catalog.change_incident_type, "code",
        ((gettext_lazy("Product category"), _of_category), (gettext_lazy("Usual minutes of work"), _minutes)),
        _of_problem,
    ),
    Dictionary(
        "outcomes", gettext_lazy("Outcomes of failed attempts"),
        gettext_lazy("Why a visit did not solve it, and whether that counts towards the lock."),
        "circle-x", may_configure_requests, AttemptOutcome.objects.all,
        asked.NewOutcomeForm, requests.add_outcome, asked.OutcomeForm, requests.change_outcome, "position",
        ((gettext_lazy("Counts as a failed attempt"), _yes("counts")),), of_fields(asked.OutcomeForm),
    ),
    Dictionary(
        "pause-reasons", gettext_lazy("Reasons to wait"),
        gettext_lazy("Why work is suspended, and which promises stop meanwhile."),
        "clock-pause", may_manage_contracts, PauseReason.objects.all,
        asked.NewReasonForm, contracts.add_pause_reason, asked.ReasonForm, contracts.change_pause_reason, "code",
        ((gettext_lazy("Waits for"), lambda row: str(WAITS_FOR.get(row.waits_for, row.waits_for))),
         (gettext_lazy("Clocks that stop"), _stops)),
        of_fields(asked.ReasonForm),
    ),
    Dictionary(
        "fault-codes", gettext_lazy("Fault codes"),
        gettext_lazy("Symptoms, causes, remedies and error codes that service records name."),
        "tags", may_manage_catalog, lambda: FaultCode.objects.select_related("category"),
        words.NewFaultForm, catalog.add_fault_code, words.FaultForm, catalog.change_fault_code, "code",
        ((gettext_lazy("List"), lambda row: str(FAULT_KINDS[row.kind])),
         (gettext_lazy("Product category"), _of_category)),
        of_fields(words.FaultForm),
    ),
    Dictionary(
        "skills", gettext_lazy("Skills"),
        gettext_lazy("What engineers are able to do; problem types ask for them, engineers hold them in levels."),
        "award", may_manage_catalog, Skill.objects.all,
        words.NewSkillForm, catalog.add_skill, words.SkillForm, catalog.change_skill, "code",
        ((gettext_lazy("Needs a certificate"), _yes("needs_certificate")),), of_fields(words.SkillForm),
    ),
    Dictionary(
        "categories", gettext_lazy("Product categories"),
        gettext_lazy("The tree of products; fault codes, problem types and warranty terms hold for all below."),
        "category", may_manage_catalog, lambda: Category.objects.select_related("parent"),
        words.NewCategoryForm, catalog.add_category, words.CategoryForm, catalog.change_category, "code",
        ((pgettext_lazy("category", "Below"), lambda row: row.parent.name if row.parent else "–"),),
        of_fields(words.CategoryForm),
    ),
    Dictionary(
        "grades", gettext_lazy("Customer grades"),
        gettext_lazy("Classes of customers such as VIP; a service level can be tied to each."),
        "star", may_manage_grades, Grade.objects.all, words.NewGradeForm, customers.add_grade,
        words.GradeForm, customers.change_grade,
        columns=((gettext_lazy("Rank"), lambda row: str(row.rank)),),
        initial=of_fields(words.GradeForm),
    ),
    Dictionary(
        "tags", gettext_lazy("Customer tags"), gettext_lazy("Words that mark customers."),
        "tag", may_manage_grades, Tag.objects.all, words.NewTagForm, customers.add_tag,
        words.TagForm, customers.rename_tag, sort="name", initial=of_fields(words.TagForm),
    ),
)  # fmt: skip
BY_SLUG = {each.slug: each for each in DICTIONARIES}
