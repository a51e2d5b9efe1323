from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('workforce', '0002_engineers_hold_together'),
    ]

    operations = [
        ValidateConstraint(model_name='certificate', name='certificate_ends_after_begin'),
        ValidateConstraint(model_name='engineer', name='engineer_place_is_on_earth'),
        ValidateConstraint(model_name='engineer', name='engineer_day_has_24_hours'),
        ValidateConstraint(model_name='engineer', name='engineer_cost_has_currency'),
        ValidateConstraint(model_name='territory', name='engineer_territory_rank'),
    ]
