# Constraints are added without looking at the rows, so that nobody waits; 0003 looks.

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from aftercare.kit.numbering import create_series


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people_and_rights'),
        ('catalog', '0001_products_parts_and_faults'),
        ('workforce', '0001_engineers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        create_series("engineer"),
        migrations.AddField(
            model_name='certificate',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='territory',
            name='rank',
            field=models.CharField(choices=[('primary', 'Primary'), ('secondary', 'Secondary')], max_length=9),
        ),
        AddConstraintNotValid(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='certificate_ends_after_begin'),
        ),
        AddConstraintNotValid(
            model_name='engineer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__gte', -90), ('latitude__isnull', False), ('latitude__lte', 90), ('longitude__gte', -180), ('longitude__isnull', False), ('longitude__lte', 180)), _connector='OR'), name='engineer_place_is_on_earth'),
        ),
        AddConstraintNotValid(
            model_name='engineer',
            constraint=models.CheckConstraint(condition=models.Q(('capacity_minutes_per_day__lte', 1440), ('overtime_minutes__lte', 1440)), name='engineer_day_has_24_hours'),
        ),
        AddConstraintNotValid(
            model_name='engineer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('currency', ''), ('hourly_cost', None)), models.Q(('hourly_cost__gte', 0), ('hourly_cost__isnull', False), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='engineer_cost_has_currency'),
        ),
        AddConstraintNotValid(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(('rank__in', ['primary', 'secondary'])), name='engineer_territory_rank'),
        ),
    ]
