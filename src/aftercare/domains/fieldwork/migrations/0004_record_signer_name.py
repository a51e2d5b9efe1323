from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0003_records_sent_back")]

    operations = [
        migrations.AddField(
            "servicerecord", "signer_name", models.CharField(blank=True, db_default="", default="", max_length=80)
        ),
    ]
