from django.db import migrations, models

from aftercare.kit.making_indexes import MakeIndex

ONCE = "agreement_renewed_once"


class Migration(migrations.Migration):
    """The list of agreements is read by their last day; one period follows another."""

    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("contracts", "0004_agreement_renews")]

    operations = [
        MakeIndex("agreement", models.Index(fields=["ends_on", "id"], name="agreement_by_end")),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {ONCE}", migrations.RunSQL.noop),
                migrations.RunSQL(
                    f"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {ONCE} ON contracts_agreement (renews_id) "
                    "WHERE renews_id IS NOT NULL",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {ONCE}",
                ),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(renews__isnull=False), fields=("renews",), name=ONCE
                    ),
                ),
            ],
        ),
    ]
