"""Customers follow orders by links; each order gets a key for them, and older ones once their links are renewed."""

from functools import partial
from secrets import token_urlsafe

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_orders_and_prices")]
    operations = [
        migrations.AddField("order", "link_key", models.CharField(max_length=32, db_default="", editable=False)),
        migrations.AlterField(
            "order",
            "link_key",
            models.CharField(max_length=32, default=partial(token_urlsafe, 16), db_default="", editable=False),
        ),
    ]
