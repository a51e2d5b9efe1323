"""How often something happened within a span: one statement a count, exact however many processes count at once."""

from datetime import datetime, timedelta

from django.db import connection

from aftercare.kit.models import Count

ONE_MORE = """INSERT INTO kit_count (key, number, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
              ON CONFLICT (key) DO UPDATE SET
                number = CASE WHEN kit_count.ends_at > %(at)s THEN kit_count.number + 1 ELSE 1 END,
                ends_at = CASE WHEN kit_count.ends_at > %(at)s THEN kit_count.ends_at ELSE excluded.ends_at END
              RETURNING number"""


def count_one(key: str, *, seconds: int, at: datetime) -> int:
    """Count one more; returns how many there were since the span began, which it does with the first.

    Call it outside the transaction of what is counted: a refusal would take the count back.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, {"key": key, "at": at, "ends_at": at + timedelta(seconds=seconds)})
        (number,) = cursor.fetchone()
    return int(number)


def forget_counts(*, at: datetime) -> int:
    """Forget the counts whose span is over; returns how many."""
    return Count.objects.filter(ends_at__lte=at).delete()[0]
