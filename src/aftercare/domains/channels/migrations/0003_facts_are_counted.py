from django.db import migrations

COUNT = """
UPDATE channels_notification
   SET facts = jsonb_array_length(params -> 'facts'), params = jsonb_set(params - 'facts', '{last}', params -> 'facts')
 WHERE params ? 'facts'
"""
LIST = """
UPDATE channels_notification SET params = jsonb_set(params - 'last', '{facts}', params -> 'last') WHERE params ? 'last'
"""


class Migration(migrations.Migration):
    atomic = False  # readers and writers go on while it counts
    dependencies = [("channels", "0002_facts_of_a_line")]

    operations = [migrations.RunSQL(COUNT, LIST)]
