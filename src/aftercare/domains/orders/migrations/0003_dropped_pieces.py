"""The rest of an order may be dropped; the constraint is checked for old rows in a step of its own."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_link_keys")]
    operations = [
        migrations.AddField("orderline", "dropped", models.PositiveIntegerField(default=0, db_default=0)),
        AddConstraintNotValid(
            "orderline",
            models.CheckConstraint(
                condition=Q(shipped__lte=F("quantity") - F("dropped")), name="order_line_not_over_dropped"
            ),
        ),
    ]
