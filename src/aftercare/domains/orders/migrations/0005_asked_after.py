"""Parcels remember when their carrier was last asked after them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_dropped_pieces_hold")]
    operations = [migrations.AddField("shipment", "asked_at", models.DateTimeField(null=True))]
