from django.db import migrations, models


def version() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(default=1, db_default=1, editable=False)


class Migration(migrations.Migration):
    dependencies = [("requests", "0014_indexes_of_steps")]

    operations = [
        migrations.AddField("requestkind", "version", version()),
        migrations.AddField("attemptoutcome", "version", version()),
    ]
