"""Runs the migrations inside the transaction of whoever opens the workspace."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
with context.begin_transaction():
    context.run_migrations()
