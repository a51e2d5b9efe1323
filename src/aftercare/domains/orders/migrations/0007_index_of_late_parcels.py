"""Parcels that did not arrive are found by when they left."""

from django.db import migrations, models
from django.db.models import Q

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0006_index_of_parcels_under_way")]
    operations = [
        MakeIndex(
            "shipment",
            models.Index(fields=["shipped_at"], name="shipment_not_arrived", condition=Q(delivered_on=None)),
        ),
    ]
