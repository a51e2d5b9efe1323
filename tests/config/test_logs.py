"""What the log says of an error."""

import logging

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from aftercare.config.logs import Line
from tests.make import engineer

TYPED = ("王芳", "Ring Road")


@pytest.mark.django_db
def test_a_traceback_repeats_no_words_that_people_typed(at, caplog):
    try:
        with transaction.atomic():
            engineer(at, name="\n".join(TYPED), capacity_minutes_per_day=2000)
    except IntegrityError:
        logging.getLogger("tests").error("The sweep could not deal with it.", exc_info=True)
    (record,) = caplog.records
    assert [word in str(record.exc_info[1]) for word in TYPED] == [True, True]
    said = Line().format(record)
    assert said.startswith("The sweep could not deal with it.\nTraceback")
    assert 'violates check constraint "engineer_day_has_24_hours"' in said
    assert [word for word in (*TYPED, "DETAIL") if word in said] == []


def test_the_log_is_written_in_such_lines():
    assert settings.LOGGING["formatters"]["line"]["()"] == "aftercare.config.logs.Line"
