"""Links get a key for each request; those of requests that are there already stay as they are until renewed."""

from functools import partial
from secrets import token_urlsafe

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests", "0002_kinds_and_outcomes")]
    operations = [
        migrations.AddField("servicerequest", "link_key", models.CharField(max_length=32, db_default="", editable=False)),
        migrations.AlterField(
            "servicerequest",
            "link_key",
            models.CharField(max_length=32, default=partial(token_urlsafe, 16), db_default="", editable=False),
        ),
    ]
