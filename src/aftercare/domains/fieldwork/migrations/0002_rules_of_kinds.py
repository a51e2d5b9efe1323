"""One rule for every kind of request there is: a record asks for nothing beside the work done and its minutes."""

from django.db import migrations


def seed(apps, schema_editor):
    RequestKind = apps.get_model("requests", "RequestKind")
    RecordRule = apps.get_model("fieldwork", "RecordRule")
    RecordRule.objects.bulk_create(RecordRule(kind=kind) for kind in RequestKind.objects.order_by("position"))


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0001_service_records"), ("requests", "0002_kinds_and_outcomes")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
