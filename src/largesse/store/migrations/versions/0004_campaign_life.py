from alembic import op

from largesse.store.migrations.protect import protect
from largesse.store.roles import APP, WORKER

revision = "0004"
down_revision = "0003"
oldest = "0001"

LIFE = """
alter table campaign
    add column kind text not null default 'promotional_offer',
    add column visibility text not null default 'public',
    add column revision integer not null default 1,
    add column activated_at timestamptz,
    add column paused_at timestamptz,
    add column emergency boolean not null default false,
    add column ended_at timestamptz,
    add column author jsonb not null default '{"edited_by": {"kind": "system", "id": "largesse"}}',
    add column draft jsonb;

-- What is known of the campaigns that are there: when something last happened to them. They are those of every
-- company, which not even the owner sees otherwise; nobody else can look while this transaction holds the table.
alter table campaign no force row level security;
update campaign set activated_at = updated_at where status <> 'draft';
update campaign set paused_at = updated_at where status = 'paused';
update campaign set ended_at = least(ends_at, updated_at) where status = 'ended';
alter table campaign force row level security;

alter table campaign_version add column saved_by jsonb;

create table approval_policy (
    company text primary key references company on delete cascade,
    document jsonb not null
);
"""

# Who did what. It refers to nothing, so it is there when what it speaks of is gone.
AUDIT = """
create table audit (
    company text not null references company,
    number bigint generated always as identity,
    at timestamptz not null,
    actor_kind text not null,
    actor_id text not null,
    actor_name text not null,
    request text not null,
    noun text not null,
    id text not null,
    action text not null,
    before jsonb,
    after jsonb,
    primary key (company, number)
);
create index audit_by_thing on audit (company, noun, id, number);
create index audit_by_actor on audit (company, actor_id, number);
create index audit_by_time on audit (company, at);

create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = 'the audit is only added to';
end
$$;
create trigger audit_is_only_added_to before update or delete on audit
    for each row execute function refuse_change_of_audit();
create trigger audit_is_not_emptied before truncate on audit
    for each statement execute function refuse_change_of_audit();
"""


def upgrade() -> None:
    op.execute(LIFE)
    op.execute(AUDIT)
    protect("approval_policy", "audit")
    op.execute(f"revoke update, delete on audit from {APP}, {WORKER}")
