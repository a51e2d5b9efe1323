"""What customers are asked where nobody has said so."""

import re

from django.utils.translation import gettext_lazy as _

NUMBERED = re.compile(r"^\(?\d{1,2}[.、)）]\s*")
USUAL = (
    _("Say who calls, and about which request."),
    _("Is the fault gone? Was it shown to you?"),
    _("Was the engineer on time, and was anything charged that you did not expect?"),
    _("How satisfied are you, from 1 to 5?"),
)


def asked(script: str) -> list[str]:
    """The questions line by line: one's own, or the usual ones in the reader's language; numbered where shown."""
    own = [NUMBERED.sub("", line.strip()) for line in script.splitlines() if line.strip()]
    return own or [str(question) for question in USUAL]
