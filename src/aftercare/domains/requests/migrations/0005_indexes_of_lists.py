from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("requests", "0004_required_date_given")]

    operations = [
        MakeIndex(
            "servicerequest",
            models.Index(condition=models.Q(state__in=["pending", "suspended", "assigned", "in_progress", "handled", "locked"]), fields=["priority", "id"], name="request_open_priority"),
        ),
        MakeIndex(
            "servicerequest",
            models.Index(fields=["required_at", "id"], name="request_required"),
        ),
        MakeIndex(
            "servicerequest",
            models.Index(condition=models.Q(submitted_by__isnull=False), fields=["submitted_by", "id"], name="request_submitted_by"),
        ),
    ]
