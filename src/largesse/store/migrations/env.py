"""Run by Alembic: carries out the steps on the connection that `migrate.py` has opened and locked."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
