from alembic import op

revision = "0002"
down_revision = "0001"
oldest = "0001"

# A server may be older than its database, so that an upgrade needs no pause: `oldest` says how much older.
SAY_WHO_CAN_SERVE = "alter table alembic_version add column oldest text"

# Which live campaigns have come to their end, over all companies: asked every few seconds.
FIND_ENDED = "create index campaign_by_end on campaign (ends_at) where status in ('live', 'paused')"


def upgrade() -> None:
    op.execute(SAY_WHO_CAN_SERVE)
    op.execute(FIND_ENDED)
