#!/bin/sh
# Make the role that serves, or give it its present password. Runs after the tables and their roles are there.
set -eu
export PGHOST="${PGHOST:-database}" PGUSER="${PGUSER:-largesse_owner}" PGDATABASE="${PGDATABASE:-largesse}"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set password="$SHOP_PASSWORD" <<'SQL'
select 'create role shop login in role largesse_app' where not exists (select from pg_roles where rolname = 'shop') \gexec
alter role shop password :'password';
SQL
