"""What is dropped of older lines is looked at without holding up those who write."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_dropped_pieces")]
    operations = [ValidateConstraint("orderline", "order_line_not_over_dropped")]
