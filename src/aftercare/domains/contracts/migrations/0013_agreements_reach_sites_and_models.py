import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import aftercare.kit.ids


def entity(*fields):
    return [
        ("id", models.UUIDField(default=aftercare.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
        ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
        ("version", models.PositiveIntegerField(default=1, editable=False)),
        *fields,
    ]


def named(to):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


def of_agreement(related_name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="contracts.agreement"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_words_switched_off"),
        ("contracts", "0012_carries_over"),
        ("customers", "0006_consents"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementSite",
            fields=entity(("agreement", of_agreement("sites")), ("site", named("customers.site"))),
            options={
                "constraints": [models.UniqueConstraint(fields=("agreement", "site"), name="agreement_site_once")]
            },
        ),
        migrations.CreateModel(
            name="AgreementProduct",
            fields=entity(("agreement", of_agreement("products")), ("product", named("catalog.product"))),
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "product"), name="agreement_product_once")
                ]
            },
        ),
    ]
