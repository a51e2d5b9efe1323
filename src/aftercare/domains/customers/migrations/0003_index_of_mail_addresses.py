from django.db import migrations, models
from django.db.models.functions import Upper

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("customers", "0002_call_outcome")]

    operations = [
        MakeIndex("contact", models.Index(Upper("email"), condition=~models.Q(email=""), name="contact_email")),
    ]
