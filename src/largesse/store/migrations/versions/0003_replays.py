from alembic import op

from largesse.store.migrations.protect import protect

revision = "0003"
down_revision = "0002"
oldest = "0001"

# What a write that bears a key of its caller's was answered with, so that it is not done twice. The answer is null
# only while the write is under way, which nobody else can see.
TABLE = """
create table idempotency (
    company text not null references company on delete cascade,
    key text not null,
    digest bytea not null check (length(digest) = 32),
    status integer,
    headers jsonb,
    body bytea,
    created_at timestamptz not null,
    primary key (company, key)
);
create index idempotency_by_age on idempotency (company, created_at);
"""


def upgrade() -> None:
    op.execute(TABLE)
    protect("idempotency")
