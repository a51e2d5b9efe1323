from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("customers", "0003_index_of_mail_addresses")]

    operations = [
        MakeIndex(
            "customer",
            models.Index(fields=["grade", "-id"], name="customer_of_grade", condition=models.Q(grade__isnull=False)),
        ),
        MakeIndex(
            "customer",
            models.Index(fields=["unit", "-id"], name="customer_of_unit", condition=models.Q(unit__isnull=False)),
        ),
        MakeIndex("customer", models.Index(fields=["kind", "-id"], name="customer_of_kind")),
        MakeIndex("site", models.Index(fields=["address"], name="site_address", condition=~models.Q(address=""))),
    ]
