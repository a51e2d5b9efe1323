from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_told_and_sent")]

    operations = [
        migrations.AddField("notification", "facts", models.PositiveIntegerField(default=1, db_default=1)),
    ]
