from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("kit", "0005_ledger_by_actor_and_kind")]

    operations = [MakeIndex("storedfile", models.Index(fields=["sha256"], name="file_bytes"))]
