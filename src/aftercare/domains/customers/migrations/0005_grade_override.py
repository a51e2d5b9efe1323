import aftercare.kit.ids
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_indexes_of_lists")]

    operations = [
        migrations.CreateModel(
            name="GradeOverride",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=aftercare.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reason", models.CharField(max_length=300)),
                ("begun_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("by", models.UUIDField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grade_overrides",
                        to="customers.customer",
                    ),
                ),
                (
                    "grade",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.grade"
                    ),
                ),
                (
                    "instead_of",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.grade"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ended_at", None)), fields=["until_at"], name="grade_override_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("customer",), name="grade_override_running_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_at__gt", models.F("begun_at"))),
                        name="grade_override_ends_after_it_begins",
                    ),
                ],
            },
        ),
    ]
