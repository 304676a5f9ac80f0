"""A typed client of the HTTP API: `Client` waits, `AsyncClient` is awaited, and both send what `calls` makes.

with Client("https://shop.example", key) as client:
    for each in client.each(calls.list_campaigns(state="active")):
        client.send(calls.pause_campaign(each.id))
"""

from largesse.client import calls
from largesse.client.failures import Failure, NoAnswer, Refused
from largesse.client.request import Reply, Request
from largesse.client.retries import Retries
from largesse.client.senders import AsyncClient, Client

__all__ = ["AsyncClient", "Client", "Failure", "NoAnswer", "Refused", "Reply", "Request", "Retries", "calls"]
