"""The questions every installation began with stand in the page, in the reader's language, where a kind has no own."""

from django.db import migrations

SEEDED = "Is it solved? Was the engineer on time? How satisfied are you, from 1 to 5?"


def leave_to_the_page(apps, schema_editor):
    CallBackRule = apps.get_model("feedback", "CallBackRule")
    CallBackRule.objects.filter(script=SEEDED).update(script="")


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_rules_of_kinds")]
    operations = [migrations.RunPython(leave_to_the_page, migrations.RunPython.noop)]
