"""Parcels under way are found by when their carrier was last asked."""

from django.db import migrations, models
from django.db.models import F, Q

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0005_asked_after")]
    operations = [
        MakeIndex(
            "shipment",
            models.Index(
                F("asked_at").asc(nulls_first=True),
                "id",
                name="shipment_under_way",
                condition=Q(delivered_on=None) & ~Q(tracking_number=""),
            ),
        ),
    ]
