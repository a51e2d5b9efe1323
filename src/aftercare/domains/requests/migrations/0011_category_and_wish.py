import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

KEY = "request_category_known"


class Migration(migrations.Migration):
    """The columns; what must hold of them is demanded of new rows, and looked up in the old ones afterwards."""

    dependencies = [("catalog", "__first__"), ("requests", "0010_outcome_switched_off")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE requests_servicerequest ADD COLUMN category_id uuid NULL",
                    "ALTER TABLE requests_servicerequest DROP COLUMN category_id",
                ),
                migrations.RunSQL(
                    f"ALTER TABLE requests_servicerequest ADD CONSTRAINT {KEY} FOREIGN KEY (category_id) "
                    "REFERENCES catalog_category (id) DEFERRABLE INITIALLY DEFERRED NOT VALID",
                    f"ALTER TABLE requests_servicerequest DROP CONSTRAINT {KEY}",
                ),
            ],
            state_operations=[
                migrations.AddField(
                    model_name="servicerequest",
                    name="category",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.category",
                    ),
                ),
            ],
        ),
        migrations.AddField(model_name="servicerequest", name="wished_from", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="servicerequest", name="wished_to", field=models.DateTimeField(null=True)),
        AddConstraintNotValid(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("wished_from", None), ("wished_to", None))
                | models.Q(
                    ("wished_from__isnull", False),
                    ("wished_from__lt", models.F("wished_to")),
                    ("wished_to__isnull", False),
                ),
                name="request_wish_has_both_ends",
            ),
        ),
    ]
