"""One rule for every kind of request there is: call on the next workday, try three times, one a workday."""

from django.db import migrations

SCRIPT = "Is it solved? Was the engineer on time? How satisfied are you, from 1 to 5?"


def seed(apps, schema_editor):
    RequestKind = apps.get_model("requests", "RequestKind")
    CallBackRule = apps.get_model("feedback", "CallBackRule")
    kinds = RequestKind.objects.order_by("position")
    CallBackRule.objects.bulk_create(CallBackRule(kind=kind, script=SCRIPT) for kind in kinds)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_call_backs"), ("requests", "0002_kinds_and_outcomes")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
