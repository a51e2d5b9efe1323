"""Whether a period takes over what the one before it left."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contracts", "0011_version_of_reason")]
    operations: ClassVar = [
        migrations.AddField("agreement", "carries_over", models.BooleanField(db_default=True, default=True)),
    ]
