from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

KEY = "request_category_known"


class Migration(migrations.Migration):
    """What is demanded of new rows holds for the old ones too: looked up beside the work of the running system."""

    dependencies = [("requests", "0011_category_and_wish")]

    operations = [
        ValidateConstraint(model_name="servicerequest", name="request_wish_has_both_ends"),
        migrations.RunSQL(
            f"ALTER TABLE requests_servicerequest VALIDATE CONSTRAINT {KEY}", migrations.RunSQL.noop
        ),
    ]
