from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_saved_views'),
    ]

    operations = [
        migrations.AddField(
            model_name='role',
            name='demands_second_factor',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
