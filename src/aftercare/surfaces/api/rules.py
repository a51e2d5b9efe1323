"""What a kind of request asks of its service records and its call-backs."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.feedback import queries as feedback
from aftercare.domains.feedback.actions import set_call_back_rule
from aftercare.domains.feedback.models import CallBackRule
from aftercare.domains.feedback.policies import may_set_call_back_rule
from aftercare.domains.feedback.script import asked
from aftercare.domains.fieldwork import queries as fieldwork
from aftercare.domains.fieldwork.actions import set_record_rule
from aftercare.domains.fieldwork.models import RecordRule
from aftercare.domains.fieldwork.policies import may_set_record_rule
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.errors import NotFound
from aftercare.kit.locking import version_of
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.codes import Code
from aftercare.surfaces.api.fields import AskedFlag, Body, Flag, Text, Whole
from aftercare.surfaces.api.lists import Listing, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.staff import need_staff
from aftercare.surfaces.api.versions import expected_version

record_rules = Noun(
    "record_rules", "Record rules 服务记录要求: what a record must hold, by kind of request.", scope="service_records"
)
call_back_rules = Noun(
    "call_back_rules", "Call-back rules 回访规则: when, how often and with which words.", scope="call_backs"
)


class RuleQuery(Listing):
    """Of which kinds."""

    active: AskedFlag | None = Field(None, description="Of kinds in use alone, or of those out of use.")
    sort: Literal["position", "-position"] = "position"


class RecordRuleShown(TypedDict):
    """What a record must hold beside the work done and its minutes."""

    kind: Annotated[str, Field(examples=["repair"])]
    require_cause: bool
    require_signature: Annotated[bool, Field(description="The customer's signature, or why nobody signed.")]
    require_photo: bool
    version: Annotated[int, Field(description="0 where nobody has said so yet.")]


class RecordRuleGiven(Body):
    """What is asked from now on; what is left away stays."""

    never_empty = ("require_cause", "require_signature", "require_photo")
    require_cause: Flag | None = None
    require_signature: Flag | None = None
    require_photo: Flag | None = None


RulesOf = Callable[[Iterable[str]], Mapping[str, Any]]
ASKED = ("require_cause", "require_signature", "require_photo")
CALLED = ("due_workdays", "most_tries", "script")


def _shown(rule: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {"kind": rule.kind_id, **{name: getattr(rule, name) for name in names}, "version": version_of(rule)}


def _recorded(rule: RecordRule) -> dict[str, Any]:
    return _shown(rule, ASKED)


def _listed(query: RuleQuery, rules_of: RulesOf, shown: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """The rule of every kind that fits."""
    rows = RequestKind.objects.filter(**query.filters())
    return listed(rows, query, lambda kinds: [shown(rule) for rule in rules_of(k.pk for k in kinds).values()])


def _kind(code: str) -> RequestKind:
    known = RequestKind.objects.filter(pk=code).first()
    if known is None:
        raise NotFound()
    return known


@record_rules.lists("/record_rules", RecordRuleShown)
def list_record_rules(call: Call, query: Query[RuleQuery]) -> dict[str, Any]:
    """List what service records must hold.

    Every kind of request; nothing more is asked where nobody has said so.
    """
    need_staff(call)
    return _listed(query, fieldwork.rules_of, _recorded)


@record_rules.sets("/record_rules/{kind}", RecordRuleShown, versioned=True)
def set_a_record_rule(call: Call, kind: Code, body: RecordRuleGiven) -> dict[str, Any]:
    """Say what service records of a kind must hold.

    It counts for every record that is finished from now on.
    """
    require(may_set_record_rule(call.actor))
    held = _kind(kind)
    return _recorded(
        set_record_rule(call.actor, held, at=call.at, expected=expected_version(call.http), **body.given())
    )


class CallBackRuleShown(TypedDict):
    """How customers are called before a request is closed."""

    kind: Annotated[str, Field(examples=["repair"])]
    due_workdays: Annotated[int, Field(description="Workdays behind the day it was handled.")]
    most_tries: Annotated[int, Field(description="One a workday; after the last the service manager decides.")]
    script: Annotated[str, Field(description="What to ask; empty for the usual questions.")]
    asked: Annotated[list[str], Field(description="What is asked then: the lines of the script, or the usual ones.")]
    version: Annotated[int, Field(description="0 where nobody has said so yet.")]


class CallBackRuleGiven(Body):
    """How customers are called from now on; what is left away stays."""

    never_empty = CALLED
    due_workdays: Whole | None = Field(None, ge=1, le=30)
    most_tries: Whole | None = Field(None, ge=1, le=10)
    script: Text | None = Field(None, max_length=2000)


def _called(rule: CallBackRule) -> dict[str, Any]:
    return {**_shown(rule, CALLED), "asked": asked(rule.script)}


@call_back_rules.lists("/call_back_rules", CallBackRuleShown)
def list_call_back_rules(call: Call, query: Query[RuleQuery]) -> dict[str, Any]:
    """List how customers are called back.

    Every kind of request; the usual way where nobody has said so.
    """
    need_staff(call)
    return _listed(query, feedback.rules_of, _called)


@call_back_rules.sets("/call_back_rules/{kind}", CallBackRuleShown, versioned=True)
def set_a_call_back_rule(call: Call, kind: Code, body: CallBackRuleGiven) -> dict[str, Any]:
    """Say how customers of a kind are called back.

    Call-backs that are open keep their day and their tries.
    """
    require(may_set_call_back_rule(call.actor))
    held = _kind(kind)
    return _called(
        set_call_back_rule(call.actor, held, at=call.at, expected=expected_version(call.http), **body.given())
    )
