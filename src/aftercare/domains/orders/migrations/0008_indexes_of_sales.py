"""Sales of a period are added up without reading the orders themselves."""

from django.db import migrations, models
from django.db.models import Q

from aftercare.kit.making_indexes import MakeIndex

TOLD = ["currency", "unit", "author_id", "net", "tax", "total", "customer"]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0007_index_of_late_parcels")]
    operations = [
        MakeIndex(
            "order",
            models.Index(
                fields=["reviewed_at"],
                name="order_approved",
                condition=Q(state__in=["approved", "partly_shipped", "shipped", "delivered"]),
                include=TOLD,
            ),
        ),
        MakeIndex(
            "order",
            models.Index(
                fields=["delivered_at"], name="order_delivered", condition=Q(state="delivered"), include=TOLD
            ),
        ),
    ]
