from alembic import op

revision = "0007"
down_revision = "0006"
oldest = "0001"

# The orders in which campaigns are listed. No index would help to find a part of a name or of a document: row-level
# security lets no comparison that might tell of other companies' rows be made before it.
ORDERS = """
create index campaign_by_effect on campaign (company, (-priority), position, id);
create index campaign_by_name on campaign (company, lower(name), id);
create index campaign_by_creation on campaign (company, created_at, id);
create index campaign_by_update on campaign (company, updated_at, id);
create index article_by_name on article (company, lower(name), id);
"""


def upgrade() -> None:
    op.execute(ORDERS)
