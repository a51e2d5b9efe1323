import django.db.models.deletion
from django.db import migrations, models

KEY = "agreement_renewed_known"


class Migration(migrations.Migration):
    """A period of an agreement names the one it renews; what is left of an entitlement may go over into it."""

    dependencies = [("contracts", "0003_reason_switched_off")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE contracts_agreement ADD COLUMN renews_id uuid NULL",
                    "ALTER TABLE contracts_agreement DROP COLUMN renews_id",
                ),
                migrations.RunSQL(
                    f"ALTER TABLE contracts_agreement ADD CONSTRAINT {KEY} FOREIGN KEY (renews_id) "
                    "REFERENCES contracts_agreement (id) DEFERRABLE INITIALLY DEFERRED NOT VALID",
                    f"ALTER TABLE contracts_agreement DROP CONSTRAINT {KEY}",
                ),
            ],
            state_operations=[
                migrations.AddField(
                    model_name="agreement",
                    name="renews",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="contracts.agreement",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="agreemententitlement",
            name="rolls_over",
            field=models.BooleanField(default=False, db_default=False),
        ),
    ]
