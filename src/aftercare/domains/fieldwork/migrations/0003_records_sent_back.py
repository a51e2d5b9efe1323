from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("fieldwork", "0002_rules_of_kinds")]

    operations = [
        MakeIndex(
            "servicerecord",
            models.Index(condition=models.Q(state="sent_back"), fields=["assignee", "id"], name="record_sent_back"),
        ),
    ]
