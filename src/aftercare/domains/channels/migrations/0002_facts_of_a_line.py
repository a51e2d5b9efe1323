from django.db import migrations, models

COUNT = """
UPDATE channels_notification
   SET facts = jsonb_array_length(params -> 'facts'), params = jsonb_set(params - 'facts', '{last}', params -> 'facts')
 WHERE params ? 'facts'
"""
LIST = "UPDATE channels_notification SET params = jsonb_set(params - 'last', '{facts}', params -> 'last') WHERE params ? 'last'"


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_told_and_sent")]

    operations = [
        migrations.AddField("notification", "facts", models.PositiveIntegerField(default=1, db_default=1)),
        migrations.RunSQL(COUNT, LIST),
    ]
