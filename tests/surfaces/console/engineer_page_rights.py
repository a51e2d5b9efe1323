"""Who may open the pages about engineers, and what their addresses are made of."""

from aftercare.domains.workforce.actions import record_certificate
from tests import make
from tests.surfaces.console.page_rights import ASSIGNING, EVERYBODY, Row

KNOWING = EVERYBODY - {"callback", "editor", "order_clerk", "order_reviewer", "stranger"}
NO_ENGINEER = {"unseen": EVERYBODY - KNOWING}
OF_ENGINEERS = {
    "console:engineers": Row(KNOWING),
    "console:engineer_new": Row(ASSIGNING),
    "console:engineer": Row(KNOWING, **NO_ENGINEER),
    "console:engineer_change": Row(ASSIGNING, **NO_ENGINEER),
    "console:engineer_use": Row(ASSIGNING, **NO_ENGINEER),
    "console:certificate_withdraw": Row(ASSIGNING, **NO_ENGINEER),
    "console:engineer_add": Row(ASSIGNING, parts={"part": "skill"}, **NO_ENGINEER),
    "console:engineer_take": Row(ASSIGNING, "post", parts={"part": "territory"}, **NO_ENGINEER),
}


def of_engineer(engineer, at) -> dict[str, object]:
    """An engineer with a certificate."""
    until = make.later(at, days=90).date()
    kept = record_certificate(make.HOUSE, engineer, name="入场证", valid_until=until, at=at)
    return {"engineer_id": engineer.id, "certificate_id": kept.id}
