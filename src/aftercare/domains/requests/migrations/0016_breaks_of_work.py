from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests", "0015_versions_of_words")]

    operations = [migrations.AddField("servicerequest", "break_until", models.DateTimeField(null=True))]
