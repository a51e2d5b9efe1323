"""The table of the cache that all processes share."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_ledger_and_commands")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
