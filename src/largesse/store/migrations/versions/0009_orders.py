from alembic import op

from largesse.store.migrations.protect import protect
from largesse.store.roles import APP, WORKER

revision = "0009"
down_revision = "0008"
oldest = "0001"

# What campaigns may give: uses and money. A counter is cut into shards, so that confirmations of one campaign need not
# queue for one row; `taken` and `spare` of all shards together are what is taken and what is left, to the unit.
COUNTERS = """
create table counter (
    company text not null references company on delete cascade,
    id text not null,
    campaign text not null,
    capacity bigint not null,
    version integer not null,
    primary key (company, id)
);
create index counter_by_campaign on counter (company, campaign, id);

create table counter_shard (
    company text not null,
    counter text not null,
    n smallint not null,
    taken bigint not null check (taken >= 0),
    spare bigint not null,
    primary key (company, counter, n),
    foreign key (company, counter) references counter on delete cascade
) with (fillfactor = 50);

create table ledger (
    company text not null references company,
    number bigint generated always as identity,
    at timestamptz not null,
    counter text not null,
    kind text not null check (kind in ('reserve', 'release', 'redeem', 'reverse')),
    amount bigint not null check (amount > 0),
    checkout text not null,
    primary key (company, number)
);
create index ledger_by_counter on ledger (company, counter, number);

create function refuse_change_of_ledger() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = 'the ledger is only added to';
end
$$;
create trigger ledger_is_only_added_to before update or delete on ledger
    for each row execute function refuse_change_of_ledger();
create trigger ledger_is_not_emptied before truncate on ledger
    for each statement execute function refuse_change_of_ledger();
"""

ORDERS = """
create table checkout (
    company text not null references company on delete cascade,
    id text not null,
    state text not null check (state in ('open', 'lapsed', 'cancelled', 'confirmed')),
    document jsonb not null,
    evaluation jsonb,
    holds jsonb not null default '{}',
    held_until timestamptz,
    placed_order text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (company, id)
);
create index checkout_that_holds on checkout (held_until) where state = 'open';

create table placed_order (
    company text not null references company on delete cascade,
    id text not null,
    checkout text not null,
    customer text,
    store text,
    channel text,
    currency text not null,
    total text not null,
    placed_at timestamptz not null,
    document jsonb not null,
    evaluation jsonb not null,
    takes jsonb not null,
    primary key (company, id),
    unique (company, checkout)
);
create index placed_order_by_time on placed_order (company, placed_at desc, id desc);
create index placed_order_by_customer on placed_order (company, customer, placed_at desc, id desc);

-- Which campaigns an order has used, and in which version.
create table order_campaign (
    company text not null,
    placed_order text not null,
    campaign text not null,
    version integer not null,
    primary key (company, campaign, placed_order),
    foreign key (company, placed_order) references placed_order on delete cascade
);
"""

# Whoever holds all shards of a counter deals out anew what is taken and what is spare, over the first so many.
CUT = """
create function counter_cut(of_company text, of_counter text, all_taken bigint, all_spare bigint, over_shards bigint)
returns void language sql as $$
    update counter_shard set
        taken = case when n < over_shards
            then all_taken * (n + 1) / over_shards - all_taken * n / over_shards else 0 end,
        spare = case when n < over_shards
            then all_spare * (n + 1) / over_shards - all_spare * n / over_shards else 0 end
    where company = of_company and counter = of_counter
$$;
"""

# Over how many shards so much is worth dealing out, when so much at a time is taken of it.
SPREAD = """
create function counter_spread(spare bigint, amount bigint, shards bigint) returns bigint language sql immutable as $$
    select greatest(1, least(shards, spare / (4 * amount)))
$$;
"""

# Make the counter, or give it the capacity that a newer version of the campaign says.
FIT = """
create function counter_fit(
    of_company text, of_counter text, of_campaign text, wanted bigint, of_version integer, over_shards integer
) returns void language plpgsql as $$
declare
    present record;
    sums record;
begin
    select capacity, version into present from counter where company = of_company and id = of_counter;
    if not found then
        insert into counter (company, id, campaign, capacity, version)
            values (of_company, of_counter, of_campaign, wanted, of_version) on conflict do nothing;
        if found then
            insert into counter_shard (company, counter, n, taken, spare)
                select of_company, of_counter, n, 0, wanted * (n + 1) / over_shards - wanted * n / over_shards
                from generate_series(0, over_shards - 1) as n;
            return;
        end if;
        select capacity, version into present from counter where company = of_company and id = of_counter;
    end if;
    if present.version >= of_version or present.capacity = wanted then
        return;
    end if;
    update counter set capacity = wanted, version = of_version
        where company = of_company and id = of_counter and version < of_version;
    if not found then
        return;
    end if;
    perform from counter_shard where company = of_company and counter = of_counter order by n for update;
    select sum(taken)::bigint as taken, count(*) as shards into sums
        from counter_shard where company = of_company and counter = of_counter;
    perform counter_cut(of_company, of_counter, sums.taken, wanted - sums.taken,
        case when wanted > sums.taken then least(sums.shards, wanted - sums.taken) else 1 end);
end
$$;
"""

# Take so much of what is spare, below zero: give it back. First from any shard that nobody holds and that has enough;
# if there is none, hold all of them in their order, and only then refuse. What the first step has locked in vain must
# be let go before the second, or two who do this at once would block each other: hence the block that fails on purpose.
TAKE = """
create function counter_take(of_company text, of_counter text, wanted bigint, may_finish boolean)
returns boolean language plpgsql as $$
declare
    free smallint;
    sums record;
begin
    begin
        select n into free from counter_shard
            where company = of_company and counter = of_counter and spare >= wanted and taken >= -wanted
            limit 1 for update skip locked;
        if not found then
            raise exception using errcode = 'LG000';
        end if;
        update counter_shard set taken = taken + wanted, spare = spare - wanted
            where company = of_company and counter = of_counter and n = free;
        return true;
    exception when sqlstate 'LG000' then
        null;
    end;
    perform from counter_shard where company = of_company and counter = of_counter order by n for update;
    select sum(taken)::bigint as taken, sum(spare)::bigint as spare, count(*) as shards into sums
        from counter_shard where company = of_company and counter = of_counter;
    if sums.shards = 0 or sums.taken < -wanted then
        raise exception 'counter % cannot give back %: it has %', of_counter, -wanted, sums.taken;
    end if;
    if sums.spare < wanted and wanted > 0 and not (may_finish and sums.spare > 0) then
        return false;
    end if;
    perform counter_cut(of_company, of_counter, sums.taken + wanted, sums.spare - wanted,
        counter_spread(sums.spare - wanted, abs(wanted), sums.shards));
    return true;
end
$$;
"""

# All of these or none: null when it was done, else the counter that has too little left. Whoever calls gives the
# counters in the order of their ids, so that two who take of the same ones never wait for each other.
MOVE = """
create function counter_move(
    of_company text, counters text[], campaigns text[], capacities bigint[], versions integer[], shards integer[],
    may_finish boolean[], amounts bigint[], checkouts text[], given_back text, at_ timestamptz
) returns text language plpgsql as $$
declare
    refused text;
begin
    for i in 1 .. coalesce(array_length(counters, 1), 0) loop
        if capacities[i] is not null then
            perform counter_fit(of_company, counters[i], campaigns[i], capacities[i], versions[i], shards[i]);
        end if;
        if not counter_take(of_company, counters[i], amounts[i], may_finish[i]) then
            raise exception using errcode = 'LG001', detail = counters[i];
        end if;
    end loop;
    insert into ledger (company, at, counter, kind, amount, checkout)
        select of_company, at_, each.counter, case when each.amount > 0 then 'reserve' else given_back end,
            abs(each.amount), each.checkout
        from unnest(counters, amounts, checkouts) as each (counter, amount, checkout);
    return null;
exception when sqlstate 'LG001' then
    get stacked diagnostics refused = pg_exception_detail;
    return refused;
end
$$;
"""

# What is taken of counters, without what this checkout holds itself, in one trip: it sets the company, as above.
COUNTS = """
create function counter_counts(of_company text, counters text[], of_checkout text, out counts text)
language plpgsql as $$
declare
    own jsonb;
begin
    perform set_config('largesse.company', of_company, true);
    select holds into own from checkout where company = of_company and id = of_checkout;
    select coalesce(json_object_agg(counter, taken), '{}')::text into counts from (
        select counter, sum(taken)::bigint - coalesce((own ->> counter)::bigint, 0) as taken from counter_shard
        where company = of_company and counter = any(counters) group by counter
    ) as each;
end
$$
"""


def upgrade() -> None:
    for part in (COUNTERS, ORDERS, CUT, SPREAD, FIT, TAKE, MOVE, COUNTS):
        op.execute(part)
    protect("counter", "counter_shard", "ledger", "checkout", "placed_order", "order_campaign")
    op.execute(f"revoke update, delete on ledger from {APP}, {WORKER}")
