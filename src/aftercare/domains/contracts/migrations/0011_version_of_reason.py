from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0010_statutory_rules")]

    operations = [
        migrations.AddField(
            "pausereason", "version", models.PositiveIntegerField(default=1, db_default=1, editable=False)
        ),
    ]
