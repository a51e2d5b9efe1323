from django.db import migrations


class Migration(migrations.Migration):
    """What is demanded of new rows holds for the old ones too: looked up beside the work of the running system."""

    dependencies = [("contracts", "0008_terms_once_a_part")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE contracts_warrantyterm VALIDATE CONSTRAINT warranty_term_part_known", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "ALTER TABLE contracts_devicewarranty VALIDATE CONSTRAINT device_warranty_part_known",
            migrations.RunSQL.noop,
        ),
    ]
