"""Indexes on tables that are in use: made beside the work of the running system, and anew where it was broken off."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently


class MakeIndex(AddIndexConcurrently):
    """Makes an index of which nothing is left from a try that was killed; belongs in a migration that is not atomic."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take away what a broken-off try left behind, which would be in the way, and make the index.

        IF NOT EXISTS is for squawk, which looks at each statement alone.
        """
        self._ensure_not_in_transaction(schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
        made = self.index.create_sql(model, schema_editor, concurrently=True)
        made.template = made.template.replace("CONCURRENTLY", "CONCURRENTLY IF NOT EXISTS", 1)
        schema_editor.execute(made)
