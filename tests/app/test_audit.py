"""What no route does is in the audit too: companies and keys; and nothing secret is."""

from msgspec.json import encode

from largesse.app.audit import AuditQuery, differing, digest_of, list_audit
from largesse.app.companies import create_company
from largesse.app.keys import create_key, revoke_key
from largesse.app.ports import Ports
from largesse.app.ports.audit import Origin
from largesse.core.actor import Actor
from tests.database import COMPANY

TYPED = Origin(Actor("command", "ann"))


async def test_a_company_and_its_room_for_trials_are_noted_when_they_are_made(ports: Ports):
    await create_company(ports.on_behalf_of(TYPED), "shop", "Shop")
    for company in ("shop", "shop.test"):
        entry = (await list_audit(ports, company, AuditQuery())).items[0]
        assert (entry.noun, entry.id, entry.action, entry.actor) == ("company", company, "created", TYPED.actor)


async def test_keys_are_noted_when_they_are_made_and_revoked_and_never_with_their_secret(ports: Ports):
    made = await create_key(ports.on_behalf_of(TYPED), COMPANY, name="till", scopes=["evaluate"])
    await revoke_key(ports.on_behalf_of(TYPED), COMPANY, made.key.id)
    entries = (await list_audit(ports, COMPANY, AuditQuery(noun="key", id=made.key.id))).items
    assert [each.action for each in entries] == ["revoked", "created"]
    assert entries[1].after
    assert (entries[1].after["name"], entries[1].after["scopes"]) == ("till", ["evaluate"])
    assert made.secret.encode() not in encode(entries)


def test_only_what_differs_is_written_down():
    assert differing({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ({"b": 2}, {"b": 3, "c": 4})
    assert differing({"a": 1}, {"a": 1}) == ({}, {})


def test_a_digest_tells_contents_apart_and_not_the_order_of_their_names():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1}) != digest_of({"a": 1, "b": 3})
