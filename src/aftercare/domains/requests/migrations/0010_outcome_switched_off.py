from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests", "0009_index_of_alike")]

    operations = [
        migrations.AddField(
            model_name="attemptoutcome", name="active", field=models.BooleanField(default=True, db_default=True)
        ),
    ]
