"""Say what service records must hold."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.fieldwork.events import RecordRuleSet
from aftercare.domains.fieldwork.models import RecordRule
from aftercare.domains.fieldwork.policies import may_set_record_rule
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
    require_cause: bool,
    require_signature: bool,
    require_photo: bool,
    at: datetime,
    expected: int | None = None,
) -> RecordRule:
    """Say what a record of this kind of request must hold beside the work done and its minutes.

    With `expected` it takes the place of the rule of that version only (0: none was set yet).
    """
    require(may_set_record_rule(actor))
    one_at_a_time(f"record-rule:{kind.code}")
    as_expected(RecordRule.objects.filter(kind=kind), expected)
    asked = {
        "require_cause": require_cause,
        "require_signature": require_signature,
        "require_photo": require_photo,
    }
    rule, _made = RecordRule.objects.update_or_create(kind=kind, defaults=asked)
    publish(actor, RecordRuleSet(rule_id=rule.id, kind=kind.code, **asked), at=at)
    return rule
