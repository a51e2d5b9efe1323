"""Let queued reactions run, as a worker would, until none is left."""

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from aftercare.kit.events import react


def run_reactions() -> int:
    """Run every queued reaction in the order it was queued; returns how many there were."""
    count = 0
    while jobs := list(ProcrastinateJob.objects.filter(task_name="kit.react", status="todo").order_by("id")):
        for job in jobs:
            react(**job.args)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.id])
            count += 1
    return count
