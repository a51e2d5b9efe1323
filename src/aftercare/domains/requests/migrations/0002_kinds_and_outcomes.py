"""The kinds of requests and outcomes of attempts that every installation begins with, and the number series."""

from django.db import migrations

from aftercare.kit.numbering import create_series

DWELL = {"pending": 240, "assigned": 1440, "in_progress": 1440, "handled": 1440, "locked": 480}
KINDS = (  # code, name, desk closes, minutes of work
    ("repair", "Repair", False, 60),
    ("installation", "Installation", False, 90),
    ("maintenance", "Maintenance", False, 60),
    ("consultation", "Consultation", True, 15),
    ("return", "Return", False, 30),
    ("other", "Other", False, 60),
)
OUTCOMES = (  # code, name, counts as a failure
    ("not_home", "Nobody at home", False),
    ("part_missing", "Part missing", False),
    ("refused", "Customer refused the work", True),
    ("not_reproducible", "Fault not found", True),
    ("unsolved", "Not solved", True),
)


def seed(apps, schema_editor):
    RequestKind = apps.get_model("requests", "RequestKind")
    AttemptOutcome = apps.get_model("requests", "AttemptOutcome")
    RequestKind.objects.bulk_create(
        RequestKind(
            code=code, name=name, desk_closes=desk, duration_minutes=minutes, position=n, dwell_minutes=DWELL
        )
        for n, (code, name, desk, minutes) in enumerate(KINDS)
    )
    AttemptOutcome.objects.bulk_create(
        AttemptOutcome(code=code, name=name, counts=counts, position=n)
        for n, (code, name, counts) in enumerate(OUTCOMES)
    )


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_closed_loop")]
    operations = [create_series("request"), migrations.RunPython(seed, migrations.RunPython.noop)]
