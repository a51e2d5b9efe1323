"""How the installation itself is: what an administrator looks at first."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from aftercare.domains.accounts.models import User
from aftercare.domains.channels.mail import mail_is_set
from aftercare.kit.clock import now
from aftercare.kit.tallies import tallies
from aftercare.ui.parts import Words

FRESH = timedelta(seconds=45)  # how long a worker's heartbeat counts; it beats every ten seconds


class Sign(NamedTuple):
    """One thing that is in order or not."""

    label: Words
    text: Words
    good: bool


def signs() -> list[Sign]:
    """Work in the background, mail, people; in two statements."""
    beating = ProcrastinateWorker.objects.filter(last_heartbeat__gte=now() - FRESH).exists()
    counts = tallies(
        {
            "failed": ProcrastinateJob.objects.filter(status="failed"),
            "waiting": ProcrastinateJob.objects.filter(status="todo", scheduled_at=None),
            "people": User.objects.filter(is_active=True),
        },
        most=999,
    )
    running = _("running, %(count)s waiting") % {"count": counts["waiting"]}
    mail = mail_is_set()
    failed = counts["failed"] == "0"
    return [
        Sign(_("Work in the background"), running if beating else _("stands still: no worker is running"), beating),
        Sign(_("Jobs that failed"), counts["failed"], failed),
        Sign(_("Mail"), _("is sent") if mail else _("is not sent: no mail server is set"), mail),
        Sign(_("Active users"), counts["people"], True),
    ]
