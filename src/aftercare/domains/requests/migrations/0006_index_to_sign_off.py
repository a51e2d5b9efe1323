from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("requests", "0005_indexes_of_lists")]

    operations = [
        MakeIndex(
            "servicerequest",
            models.Index(condition=models.Q(signed_off_at=None, state="closed"), fields=["submitted_at", "id"], name="request_to_sign_off"),
        ),
    ]
