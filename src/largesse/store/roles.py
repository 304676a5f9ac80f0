"""The roles of the database, and what each is for."""

SUPERUSER = "postgres"
"""Made by `initdb` on the embedded server; used to prepare it, never to serve."""

OWNER = "largesse_owner"
"""Owns the tables and migrates them."""

APP = "largesse_app"
"""Serves requests. Owns nothing, and row-level security holds for it: it sees one company in each transaction."""

WORKER = "largesse_worker"
"""Does the work that deliberately concerns all companies, such as finding due jobs and relaying outgoing events."""

ROLES = (OWNER, APP, WORKER)
