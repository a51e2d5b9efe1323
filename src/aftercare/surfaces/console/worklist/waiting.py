"""What waits for somebody, each entry with the title of the request it is about."""

from django.db.models import OuterRef, QuerySet, Subquery

from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.policies import visible_tasks
from aftercare.domains.requests.policies import visible_to
from aftercare.kit.actor import Actor


def waiting_for(actor: Actor) -> QuerySet[Task]:
    """The open entries; `about_title` is empty where the request is out of sight, or it is about something else."""
    about = visible_to(actor).filter(pk=OuterRef("about_id")).order_by()
    return visible_tasks(actor).filter(done_at=None).annotate(about_title=Subquery(about.values("title")[:1]))
