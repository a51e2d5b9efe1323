from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_products_parts_and_faults")]

    operations = [
        migrations.AddField(
            model_name="skill", name="active", field=models.BooleanField(default=True, db_default=True)
        ),
        migrations.AddField(
            model_name="faultcode", name="active", field=models.BooleanField(default=True, db_default=True)
        ),
        migrations.AddField(
            model_name="incidenttype", name="active", field=models.BooleanField(default=True, db_default=True)
        ),
    ]
