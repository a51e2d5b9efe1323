from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_customers_and_communications")]

    operations = [
        migrations.AddField(
            model_name="communication",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reached", "Reached"),
                    ("no_answer", "No Answer"),
                    ("busy", "Busy"),
                    ("call_later", "Call Later"),
                    ("wrong_number", "Wrong Number"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
    ]
