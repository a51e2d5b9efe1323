from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_standard_level")]

    operations = [
        migrations.AddField(
            model_name="pausereason", name="active", field=models.BooleanField(default=True, db_default=True)
        ),
    ]
