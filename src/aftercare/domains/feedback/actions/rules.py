"""Say how customers are called back."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.feedback.errors import BadCallBackRule
from aftercare.domains.feedback.events import CallBackRuleSet
from aftercare.domains.feedback.models import CallBackRule
from aftercare.domains.feedback.policies import may_set_call_back_rule
from aftercare.domains.feedback.queries import rule_for
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, one_at_a_time
from aftercare.kit.permissions import require

WORKDAYS, TRIES = range(1, 31), range(1, 11)


@transaction.atomic
def set_call_back_rule(
    actor: Actor,
    kind: RequestKind,
    *,
    at: datetime,
    due_workdays: int | None = None,
    most_tries: int | None = None,
    script: str | None = None,
    expected: int | None = None,
) -> CallBackRule:
    """Say within how many workdays customers of a kind of request are called, how often, and what they are asked.

    None stays as it is. Call-backs that are open keep the tries they began with. With `expected` it takes the place of
    the rule of that version only (0: none was set yet).
    """
    require(may_set_call_back_rule(actor))
    one_at_a_time(f"call-back-rule:{kind.code}")
    rule = rule_for(kind.code)
    as_expected(rule, expected)
    given = {"due_workdays": due_workdays, "most_tries": most_tries, "script": script}
    for name, value in given.items():
        setattr(rule, name, getattr(rule, name) if value is None else value)
    days, tries = rule.due_workdays, rule.most_tries
    if days not in WORKDAYS or tries not in TRIES:
        raise BadCallBackRule(workdays=days, tries=tries)
    rule.save()
    publish(actor, CallBackRuleSet(rule_id=rule.id, kind=kind.code, due_workdays=days, most_tries=tries), at=at)
    return rule
