from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("kit", "0004_counts")]

    operations = [
        MakeIndex(
            "ledgerentry",
            models.Index(condition=models.Q(actor_id__isnull=False), fields=["actor_id", "id"], name="ledger_actor"),
        ),
        MakeIndex(
            "ledgerentry",
            models.Index(fields=["kind", "id"], name="ledger_kind"),
        ),
    ]
