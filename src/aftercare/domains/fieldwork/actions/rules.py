"""Say what service records must hold."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.fieldwork.events import RecordRuleSet
from aftercare.domains.fieldwork.models import RecordRule
from aftercare.domains.fieldwork.policies import may_set_record_rule
from aftercare.domains.fieldwork.queries import rule_for
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, one_at_a_time
from aftercare.kit.permissions import require


@transaction.atomic
def set_record_rule(
    actor: Actor,
    kind: RequestKind,
    *,
    at: datetime,
    require_cause: bool | None = None,
    require_signature: bool | None = None,
    require_photo: bool | None = None,
    expected: int | None = None,
) -> RecordRule:
    """Say what a record of this kind of request must hold beside the work done and its minutes; None stays as it is.

    With `expected` it takes the place of the rule of that version only (0: none was set yet).
    """
    require(may_set_record_rule(actor))
    one_at_a_time(f"record-rule:{kind.code}")
    rule = rule_for(kind.code)
    as_expected(rule, expected)
    given = {"require_cause": require_cause, "require_signature": require_signature, "require_photo": require_photo}
    asked = {name: getattr(rule, name) if value is None else value for name, value in given.items()}
    for name, value in asked.items():
        setattr(rule, name, value)
    rule.save()
    publish(actor, RecordRuleSet(rule_id=rule.id, kind=kind.code, **asked), at=at)
    return rule
