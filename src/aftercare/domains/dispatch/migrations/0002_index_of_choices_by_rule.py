from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex


class Migration(migrations.Migration):
    """What other weights would have changed is read from the latest choices that the rules made."""

    atomic = False
    dependencies = [("dispatch", "0001_decisions_and_visits")]

    operations = [
        MakeIndex(
            "decision",
            models.Index(fields=["-id"], name="decision_by_rule", condition=models.Q(by_hand=False)),
        ),
    ]
