from django.db import migrations, models


class Migration(migrations.Migration):
    """A decision by hand keeps when the list was seen that it was made on."""

    dependencies = [("dispatch", "0002_index_of_choices_by_rule")]

    operations = [
        migrations.AddField(model_name="decision", name="seen_at", field=models.DateTimeField(null=True)),
    ]
