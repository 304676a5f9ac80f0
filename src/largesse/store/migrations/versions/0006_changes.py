from alembic import op

revision = "0006"
down_revision = "0005"
oldest = "0001"

# Which transaction changed a campaign last, whatever program it was, so that a process can ask for what it has not
# seen: rows of transactions that were not over, in the snapshot of its last reading. A campaign that is deleted leaves
# no row; usually it was a draft, which no book holds. Else the company's books are read anew as a whole.
CHANGES = """
alter table campaign add column changed_in xid8 not null default '0';
create index campaign_by_change on campaign (company, changed_in);
alter table book_version add column torn_in xid8 not null default '0';

create function note_change_of_campaign() returns trigger language plpgsql as $$
begin
    new.changed_in := pg_current_xact_id();
    return new;
end
$$;
create trigger change_is_noted before insert or update on campaign
    for each row execute function note_change_of_campaign();

create function note_loss_of_campaign() returns trigger language plpgsql as $$
begin
    update book_version set torn_in = pg_current_xact_id() where company = old.company;
    return null;
end
$$;
create trigger loss_is_noted after delete on campaign
    for each row when (old.status <> 'draft') execute function note_loss_of_campaign();
"""


def upgrade() -> None:
    op.execute(CHANGES)
