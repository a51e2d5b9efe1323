from django.db import migrations, models


class Migration(migrations.Migration):
    """The days on which a unit was made and on which its owner registered it, from which a warranty may count."""

    dependencies = [("devices", "0001_devices")]

    operations = [
        migrations.AddField(model_name="device", name="produced_date", field=models.DateField(null=True)),
        migrations.AddField(model_name="device", name="registered_date", field=models.DateField(null=True)),
    ]
