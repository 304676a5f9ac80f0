"""What every table gets: its company's rows alone, for the app; all rows, on purpose, for the worker."""

from alembic import op

from largesse.store.roles import APP, WORKER

_OWN = "company = nullif(current_setting('largesse.company', true), '')"  # it is '' after a commit, not null


def protect(*tables: str) -> None:
    """Force row-level security on tables that have a `company`, their owner included, and grant what is needed."""
    for table in tables:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy own_company on {table} using ({_OWN}) with check ({_OWN})")
        op.execute(f"create policy every_company on {table} to {WORKER} using (true) with check (true)")
        op.execute(f"grant select, insert, update, delete on {table} to {APP}, {WORKER}")
