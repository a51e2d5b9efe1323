"""Who may open the pages about engineers."""

from tests.surfaces.console.page_rights import ASSIGNING, EVERYBODY, Row

KNOWING = EVERYBODY - {"callback", "editor", "order_clerk", "order_reviewer", "stranger"}
NO_ENGINEER = {"unseen": EVERYBODY - KNOWING}
OF_ENGINEERS = {
    "console:engineers": Row(KNOWING),
    "console:engineer_new": Row(ASSIGNING),
    "console:engineer": Row(KNOWING, **NO_ENGINEER),
    "console:engineer_change": Row(ASSIGNING, **NO_ENGINEER),
    "console:engineer_use": Row(ASSIGNING, **NO_ENGINEER),
    "console:engineer_add": Row(ASSIGNING, parts={"part": "skill"}, **NO_ENGINEER),
    "console:engineer_take": Row(ASSIGNING, "post", parts={"part": "territory"}, **NO_ENGINEER),
}
