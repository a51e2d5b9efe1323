from django.db import migrations, models

TERMS = "contracts_warrantyterm (product_id, category_id, part_id) NULLS NOT DISTINCT"


def once(model: str, constraint: models.UniqueConstraint, on: str) -> migrations.SeparateDatabaseAndState:
    """A unique index made beside the work of the running system, and known as a constraint."""
    drop = f"DROP INDEX CONCURRENTLY IF EXISTS {constraint.name}"
    make = f"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {constraint.name} ON {on}"
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(drop, migrations.RunSQL.noop),
            migrations.RunSQL(make, drop),
        ],
        state_operations=[migrations.AddConstraint(model_name=model, constraint=constraint)],
    )


class Migration(migrations.Migration):
    """One set of terms for the whole and one for each part; those that count from a repair stand beside them."""

    atomic = False  # indexes are made beside the work of the running system
    dependencies = [("contracts", "0007_terms_of_parts")]

    operations = [
        once(
            "warrantyterm",
            models.UniqueConstraint(
                fields=["product", "category", "part"],
                condition=models.Q(withdrawn_at=None) & ~models.Q(start_rule="repair"),
                nulls_distinct=False,
                name="warranty_term_once_a_part",
            ),
            f"{TERMS} WHERE withdrawn_at IS NULL AND NOT (start_rule = 'repair')",
        ),
        once(
            "warrantyterm",
            models.UniqueConstraint(
                fields=["product", "category", "part"],
                condition=models.Q(withdrawn_at=None, start_rule="repair"),
                nulls_distinct=False,
                name="repair_term_once_a_part",
            ),
            f"{TERMS} WHERE withdrawn_at IS NULL AND start_rule = 'repair'",
        ),
        once(
            "devicewarranty",
            models.UniqueConstraint(
                fields=["repair_id", "part"],
                condition=models.Q(repair_id__isnull=False),
                name="repair_warranty_once_a_part",
            ),
            "contracts_devicewarranty (repair_id, part_id) WHERE repair_id IS NOT NULL",
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS warranty_term_once", migrations.RunSQL.noop)
            ],
            state_operations=[migrations.RemoveConstraint(model_name="warrantyterm", name="warranty_term_once")],
        ),
    ]
