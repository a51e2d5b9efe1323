from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("requests", "0008_files_of_notes")]

    operations = [
        MakeIndex(
            "servicerequest",
            models.Index(
                condition=models.Q(problem_type__isnull=False, product__isnull=False, state="closed"),
                fields=["product", "problem_type", "id"],
                name="request_alike",
            ),
        ),
    ]
