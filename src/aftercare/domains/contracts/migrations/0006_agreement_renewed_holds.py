from django.db import migrations

KEY = "agreement_renewed_known"


class Migration(migrations.Migration):
    """What is demanded of new rows holds for the old ones too: looked up beside the work of the running system."""

    dependencies = [("contracts", "0005_agreement_ends")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE contracts_agreement VALIDATE CONSTRAINT {KEY}", migrations.RunSQL.noop
        ),
    ]
