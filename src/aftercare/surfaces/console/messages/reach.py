"""What the pages about messages share: who comes in, and the tabs between them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.channels.mail import mail_is_set
from aftercare.domains.channels.policies import may_manage_channels
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require

PLACE = "console:messages"
TABS = (
    ("console:messages", _("Outgoing messages")),
    ("console:templates", _("What customers are written")),
    ("console:replies", _("Ready answers")),
)


def managed(actor: Actor, tab: str) -> dict[str, Any]:
    """Let those in who manage what leaves the house; the tabs, and whether anything can leave."""
    require(may_manage_channels(actor))
    tabs = [(reverse(name), label, name == tab) for name, label in TABS]
    return {"tabs": tabs, "mail_is_set": mail_is_set()}
