"""The sets of rules: what a row shows of each, and by which action it is kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from aftercare.domains.billing.actions import set_billing_rule
from aftercare.domains.billing.models import BillingRule
from aftercare.domains.billing.policies import may_keep_rates
from aftercare.domains.billing.queries import rules_of as billing_rules
from aftercare.domains.feedback.actions import set_call_back_rule
from aftercare.domains.feedback.models import CallBackRule
from aftercare.domains.feedback.policies import may_set_call_back_rule
from aftercare.domains.feedback.queries import rules_of as call_back_rules
from aftercare.domains.fieldwork.actions import set_record_rule
from aftercare.domains.fieldwork.policies import may_set_record_rule
from aftercare.domains.fieldwork.queries import rules_of as record_rules
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict
from aftercare.surfaces.console.administration.rules.forms import BillingRuleForm, CallBackRuleForm, RecordRuleForm
from aftercare.ui.parts import Words

Show = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules by kind of request: who keeps them, what a row shows, and what a change reaches."""

    label: Words
    sentence: Words
    effect: Words
    place: str
    one: str
    may: Callable[[Actor], Verdict]
    rules_of: Callable[[Iterable[str]], Mapping[str, Any]]
    form: type[forms.Form]
    keep: Callable[..., Any]
    columns: Sequence[tuple[Words, Show]]


def _asked(name: str) -> Show:
    return lambda rule: _("required") if getattr(rule, name) else _("optional")


def _days(rule: CallBackRule) -> str:
    return ngettext("%(n)s workday", "%(n)s workdays", rule.due_workdays) % {"n": rule.due_workdays}


def _tries(rule: CallBackRule) -> str:
    return ngettext("%(n)s try", "%(n)s tries", rule.most_tries) % {"n": rule.most_tries}


def _script(rule: CallBackRule) -> str:
    return _("own words") if rule.script else _("usual questions")


def _waits(rule: BillingRule) -> str:
    return _("once a quotation is accepted") if rule.accepted_before_start else _("at once")


RECORDS = RuleSet(
    label=gettext_lazy("Service records"),
    sentence=gettext_lazy(
        "What a record must hold beside the work done and its minutes, by kind of request. Without it nobody can "
        "report the job as solved; an attempt that failed needs none of it."
    ),
    effect=gettext_lazy(
        "It counts for every record that is finished from now on; records finished before stay as they are."
    ),
    place="console:record_rules",
    one="console:record_rule",
    may=may_set_record_rule,
    rules_of=record_rules,
    form=RecordRuleForm,
    keep=set_record_rule,
    columns=(
        (gettext_lazy("The cause"), _asked("require_cause")),
        (gettext_lazy("The customer's signature"), _asked("require_signature")),
        (gettext_lazy("A photo"), _asked("require_photo")),
    ),
)
CALL_BACKS = RuleSet(
    label=gettext_lazy("Call-backs"),
    sentence=gettext_lazy(
        "Before a request is closed somebody other than the engineer asks the customer. When, how often and with "
        "which words, by kind of request."
    ),
    effect=gettext_lazy("Call-backs that are open keep their day and their tries; what is asked changes at once."),
    place="console:call_back_rules",
    one="console:call_back_rule",
    may=may_set_call_back_rule,
    rules_of=call_back_rules,
    form=CallBackRuleForm,
    keep=set_call_back_rule,
    columns=(
        (gettext_lazy("Called within"), _days),
        (gettext_lazy("Tried"), _tries),
        (gettext_lazy("What to ask"), _script),
    ),
)
BILLING = RuleSet(
    label=gettext_lazy("Before work starts"),
    sentence=gettext_lazy(
        "Whether work that is not covered waits until its customer accepted a quotation, by kind of request. Somebody "
        "with the right to waive it may let it start anyway, for a reason."
    ),
    effect=gettext_lazy("It counts for every start from now on; what is under way goes on."),
    place="console:billing_rules",
    one="console:billing_rule",
    may=may_keep_rates,
    rules_of=billing_rules,
    form=BillingRuleForm,
    keep=set_billing_rule,
    columns=((gettext_lazy("Work that is not covered starts"), _waits),),
)
