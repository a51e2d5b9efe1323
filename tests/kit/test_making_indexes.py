"""An index is made beside the running system, also after a try that was killed."""

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from aftercare.kit.making_indexes import MakeIndex

ONE = models.Index(fields=["body"], name="text_body")
MADE = "SELECT indexdef FROM pg_indexes WHERE indexname = 'text_body'"


@pytest.mark.django_db(transaction=True)
def test_what_a_broken_off_try_left_behind_is_made_anew():
    state = MigrationLoader(connection).project_state()
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX text_body ON kit_ledgertext (id)")
        try:
            with connection.schema_editor(atomic=False) as editor:
                MakeIndex("ledgertext", ONE).database_forwards("kit", editor, state, state)
            cursor.execute(MADE)
            assert cursor.fetchall() == [("CREATE INDEX text_body ON public.kit_ledgertext USING btree (body)",)]
        finally:
            cursor.execute("DROP INDEX IF EXISTS text_body")
