from alembic import op

from largesse.store.migrations.protect import protect
from largesse.store.roles import APP, WORKER

revision = "0001"
down_revision = None
oldest = "0001"

TABLES = """
create table company (
    company text primary key,
    name text not null,
    created_at timestamptz not null
);

create table api_key (
    company text not null references company on delete cascade,
    id text not null,
    digest bytea not null unique check (length(digest) = 32),
    prefix text not null,
    name text not null,
    mode text not null check (mode in ('live', 'test')),
    scopes text[] not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    primary key (company, id)
);

create table settings (
    company text primary key references company on delete cascade,
    document jsonb not null
);

-- How often what evaluation reads has changed. Raised as the last statement of the transaction that changes it.
create table book_version (
    company text primary key references company on delete cascade,
    book bigint not null default 0,
    catalogue bigint not null default 0
);

create table campaign (
    company text not null references company on delete cascade,
    id text not null,
    status text not null check (status in ('draft', 'live', 'paused', 'ended', 'archived')),
    version integer not null,
    name text not null,
    currency text not null,
    category text,
    priority integer not null,
    position integer not null,
    starts_at timestamptz,
    ends_at timestamptz,
    promotions integer not null,
    document jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (company, id)
);
create index campaign_in_order on campaign (company, priority desc, position, id);

create table campaign_version (
    company text not null,
    campaign text not null,
    version integer not null,
    document jsonb not null,
    saved_at timestamptz not null,
    primary key (company, campaign, version),
    foreign key (company, campaign) references campaign on delete cascade
);

create table category (
    company text not null references company on delete cascade,
    id text not null,
    parent text,
    name text not null,
    primary key (company, id)
);

create table tax_class (
    company text not null references company on delete cascade,
    id text not null,
    rate text not null,
    primary key (company, id)
);

create table article (
    company text not null references company on delete cascade,
    id text not null,
    name text not null,
    product text,
    category text,
    document jsonb not null,
    primary key (company, id)
);
create index article_by_product on article (company, product, id);
create index article_by_category on article (company, category, id);

-- Product sets and assortments: articles and products put together by hand.
create table article_group (
    company text not null references company on delete cascade,
    kind text not null check (kind in ('product_set', 'assortment')),
    id text not null,
    name text not null,
    primary key (company, kind, id)
);

create table article_group_member (
    company text not null,
    kind text not null,
    article_group text not null,
    member_is text not null check (member_is in ('article', 'product')),
    member text not null,
    primary key (company, kind, article_group, member_is, member),
    foreign key (company, kind, article_group) references article_group on delete cascade
);
create index article_group_by_member on article_group_member (company, member, member_is);

create table customer (
    company text not null references company on delete cascade,
    id text not null,
    document jsonb not null,
    primary key (company, id)
);

create table store (
    company text not null references company on delete cascade,
    id text not null,
    name text not null,
    document jsonb not null,
    primary key (company, id)
);

create table audience (
    company text not null references company on delete cascade,
    id text not null,
    name text not null,
    primary key (company, id)
);

-- A member need not be a stored customer: what a checkout calls its customer is compared.
create table audience_member (
    company text not null,
    audience text not null,
    customer text not null,
    primary key (company, audience, customer),
    foreign key (company, audience) references audience on delete cascade
);
create index audience_by_customer on audience_member (company, customer, audience);
"""

# A key is looked up before its company is known: by its digest, which nobody can guess.
KEY_BY_DIGEST = """
create policy by_digest on api_key for select
    using (digest = decode(nullif(current_setting('largesse.key_digest', true), ''), 'hex'))
"""

# The one look-up of most checkouts, in a single trip: it sets the company for its own transaction.
CUSTOMER_FACTS = """
create function customer_facts(of_company text, of_customer text, out profile text, out audiences text[])
language plpgsql as $$
begin
    perform set_config('largesse.company', of_company, true);
    select document::text into profile from customer where company = of_company and id = of_customer;
    audiences := array(
        select audience from audience_member where company = of_company and customer = of_customer
    );
end
$$
"""


def upgrade() -> None:
    op.execute(TABLES)
    protect(
        "company",
        "api_key",
        "settings",
        "book_version",
        "campaign",
        "campaign_version",
        "category",
        "tax_class",
        "article",
        "article_group",
        "article_group_member",
        "customer",
        "store",
        "audience",
        "audience_member",
    )
    op.execute(KEY_BY_DIGEST)
    op.execute(CUSTOMER_FACTS)
    op.execute(f"grant select on alembic_version to {APP}, {WORKER}")
