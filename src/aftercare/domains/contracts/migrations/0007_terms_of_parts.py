import django.db.models.deletion
from django.db import migrations, models

TERM, COPY = "contracts_warrantyterm", "contracts_devicewarranty"
RULES = [
    ("invoice", "Invoice"),
    ("delivery", "Delivery"),
    ("installation", "Installation"),
    ("registration", "Registration"),
    ("production", "Production"),
    ("repair", "Repair"),
]


def part_of(table: str, model: str, key: str) -> migrations.SeparateDatabaseAndState:
    """A column that names a part; that it is known is demanded of new rows at once, of old ones later."""
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(f"ALTER TABLE {table} ADD COLUMN part_id uuid NULL", f"ALTER TABLE {table} DROP COLUMN part_id"),
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {key} FOREIGN KEY (part_id) "
                "REFERENCES catalog_part (id) DEFERRABLE INITIALLY DEFERRED NOT VALID",
                f"ALTER TABLE {table} DROP CONSTRAINT {key}",
            ),
        ],
        state_operations=[
            migrations.AddField(
                model_name=model,
                name="part",
                field=models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="catalog.part",
                ),
            ),
        ],
    )


class Migration(migrations.Migration):
    """Terms may hold for one part, count from more days than three, and from a repair for what was fitted."""

    dependencies = [("contracts", "0006_agreement_renewed_holds"), ("catalog", "0002_words_switched_off")]

    operations = [
        part_of(TERM, "warrantyterm", "warranty_term_part_known"),
        part_of(COPY, "devicewarranty", "device_warranty_part_known"),
        migrations.AddField(
            model_name="warrantyterm",
            name="start_after_months",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(model_name="devicewarranty", name="repair_id", field=models.UUIDField(null=True)),
        migrations.AlterField(
            model_name="warrantyterm",
            name="start_rule",
            field=models.CharField(choices=RULES, default="invoice", max_length=12),
        ),
        migrations.AlterField(
            model_name="devicewarranty", name="started_by", field=models.CharField(choices=RULES, max_length=12)
        ),
    ]
