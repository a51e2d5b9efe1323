from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests", "0003_link_keys")]

    operations = [
        migrations.AddField(
            model_name="servicerequest",
            name="date_given",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
