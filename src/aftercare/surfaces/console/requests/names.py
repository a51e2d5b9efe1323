"""What a fact names by its code, in the reader's words.

The names every installation begins with are translated; a name the company wrote stays as it is written.
"""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import gettext, gettext_noop

from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.requests.models import AttemptOutcome
from aftercare.kit.clock import now

# What the tables hold from the start; pages translate a name as it stands in its row.
SEEDS = frozenset(
    {
        gettext_noop("Repair"),
        gettext_noop("Installation"),
        gettext_noop("Maintenance"),
        gettext_noop("Consultation"),
        gettext_noop("Return"),
        gettext_noop("Other"),
        gettext_noop("Nobody at home"),
        gettext_noop("Part missing"),
        gettext_noop("Customer refused the work"),
        gettext_noop("Fault not found"),
        gettext_noop("Not solved"),
        gettext_noop("Waiting for the customer"),
        gettext_noop("Waiting for parts"),
        gettext_noop("Waiting for the vendor"),
        gettext_noop("No access to the site"),
        gettext_noop("Waiting for an approval"),
        gettext_noop("Other reason"),
        gettext_noop("Standard"),
    }
)


def outcome_name(code: str) -> str:
    """How an attempt ended."""
    return _said(_names(_minute())[0], code)


def reason_name(code: str) -> str:
    """Why work waits."""
    return _said(_names(_minute())[1], code)


def _said(names: Mapping[str, str], code: str) -> str:
    return gettext(names[code]) if code in names else code


def _minute() -> int:
    return int(now().timestamp() // 60)


# Read once a minute: the names of two short tables hardly ever change, and every page tells some of them.
@lru_cache(maxsize=1)
def _names(minute: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return (
        dict(AttemptOutcome.objects.values_list("code", "name")),
        dict(PauseReason.objects.values_list("code", "name")),
    )
