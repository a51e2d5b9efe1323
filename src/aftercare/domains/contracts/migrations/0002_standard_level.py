"""The level that promises when nothing else is agreed: round the clock, 60 minutes to the first response."""

from django.db import migrations

MINUTES = {  # clock → minutes for urgent, high, normal, low
    "first_response": (60, 60, 60, 60),
    "assignment": (120, 240, 480, 1440),
    "arrival": (480, 1440, 2880, 5760),
    "resolution": (1440, 2880, 4320, 7200),
}
WORK_CLOCKS = ["assignment", "arrival", "resolution"]
REASONS = (
    ("customer", "Waiting for the customer", "customer", WORK_CLOCKS, True),
    ("parts", "Waiting for parts", "keeper", ["arrival", "resolution"], False),
    ("vendor", "Waiting for the vendor", "vendor", ["arrival", "resolution"], False),
    ("access", "No access to the site", "customer", WORK_CLOCKS, False),
    ("approval", "Waiting for an approval", "manager", ["resolution"], False),
    ("other", "Other reason", "dispatcher", [], False),
)


def seed(apps, schema_editor):
    Calendar = apps.get_model("accounts", "Calendar")
    ServiceLevel = apps.get_model("contracts", "ServiceLevel")
    LevelTarget = apps.get_model("contracts", "LevelTarget")
    PauseReason = apps.get_model("contracts", "PauseReason")
    calendar = Calendar.objects.create(name="24×7", zone="Asia/Shanghai", week=[[[0, 1440]]] * 7)
    level = ServiceLevel.objects.create(code="standard", name="Standard", calendar=calendar, is_default=True)
    LevelTarget.objects.bulk_create(
        LevelTarget(level=level, clock=clock, priority=priority, minutes=minutes, stages=[75, 100, 150])
        for clock, row in MINUTES.items()
        for priority, minutes in enumerate(row, 1)
    )
    PauseReason.objects.bulk_create(
        PauseReason(code=code, name=name, waits_for=waits_for, pauses=pauses, moves_date=moves)
        for code, name, waits_for, pauses, moves in REASONS
    )


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_promises_and_coverage")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop, elidable=False)]
