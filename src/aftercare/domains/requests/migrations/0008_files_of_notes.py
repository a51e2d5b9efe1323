from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0005_ledger_by_actor_and_kind"), ("requests", "0007_watchers")]

    operations = [
        migrations.AddField(
            model_name="requestnote",
            name="files",
            field=models.ManyToManyField(related_name="+", to="kit.storedfile"),
        ),
    ]
