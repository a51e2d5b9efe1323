"""Say how customers are called back."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.feedback.errors import BadCallBackRule
from aftercare.domains.feedback.events import CallBackRuleSet
from aftercare.domains.feedback.models import CallBackRule
from aftercare.domains.feedback.policies import may_set_call_back_rule
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
    due_workdays: int,
    most_tries: int,
    at: datetime,
    script: str = "",
    expected: int | None = None,
) -> CallBackRule:
    """Say within how many workdays customers of a kind of request are called, how often, and what they are asked.

    Call-backs that are open keep the tries they began with. With `expected` it takes the place of the rule of that
    version only (0: none was set yet).
    """
    require(may_set_call_back_rule(actor))
    if due_workdays not in WORKDAYS or most_tries not in TRIES:
        raise BadCallBackRule(workdays=due_workdays, tries=most_tries)
    one_at_a_time(f"call-back-rule:{kind.code}")
    as_expected(CallBackRule.objects.filter(kind=kind), expected)
    asked = {"due_workdays": due_workdays, "most_tries": most_tries, "script": script}
    rule, _made = CallBackRule.objects.update_or_create(kind=kind, defaults=asked)
    fact = CallBackRuleSet(rule_id=rule.id, kind=kind.code, due_workdays=due_workdays, most_tries=most_tries)
    publish(actor, fact, at=at)
    return rule
