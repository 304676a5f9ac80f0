from alembic import op

from largesse.store.migrations.protect import protect

revision = "0005"
down_revision = "0004"
oldest = "0001"

# What searches for the worst basket have found: the latest ones of each company.
TABLE = """
create table worst_basket (
    company text not null references company on delete cascade,
    id text not null,
    number bigint generated always as identity,
    document jsonb not null,
    primary key (company, id)
);
create index worst_basket_by_age on worst_basket (company, number);
"""


def upgrade() -> None:
    op.execute(TABLE)
    protect("worst_basket")
