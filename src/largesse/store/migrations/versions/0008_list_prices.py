from alembic import op

from largesse.store.migrations.protect import protect
from largesse.store.roles import APP, WORKER

revision = "0008"
down_revision = "0007"
oldest = "0001"

# What list prices were, and since when: nothing is ever changed in it. What is there today counts as of old.
TABLE = """
create table list_price (
    company text not null references company on delete cascade,
    article text not null,
    currency text not null,
    since timestamptz not null,
    amount text not null,
    primary key (company, article, currency, since)
);
insert into list_price (company, article, currency, since, amount)
select company, article.id, price.key, 'epoch', price.value
from article, jsonb_each_text(document->'prices') as price;
"""


def upgrade() -> None:
    op.execute(TABLE)
    protect("list_price")
    op.execute(f"revoke update, delete on list_price from {APP}, {WORKER}")
