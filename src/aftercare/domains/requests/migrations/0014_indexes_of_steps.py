from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    """Reports lead to the requests that were handled, or closed, within a month, however long ago."""

    atomic = False
    dependencies = [("requests", "0013_coverage_decisions")]

    operations = [
        MakeIndex(
            "servicerequest",
            models.Index(
                fields=["handled_at", "id"], name="request_handled", condition=models.Q(handled_at__isnull=False)
            ),
        ),
        MakeIndex(
            "servicerequest",
            models.Index(
                fields=["closed_at", "id"], name="request_closed", condition=models.Q(closed_at__isnull=False)
            ),
        ),
    ]
