"""The contract's schemas, as JSON that a person can compare."""

from __future__ import annotations

from pathlib import Path

import msgspec

from largesse.catalogue.article import CatalogueFile
from largesse.promotions import kinds
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import CampaignFile
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings

FOLDER = Path(__file__).parent / "snapshots"
DOCUMENTS = {
    "campaigns": CampaignFile,
    "catalogue": CatalogueFile,
    "checkout": Checkout,
    "evaluation": Evaluation,
    "facts": Facts,
    "settings": Settings,
}


def schema(name: str) -> str:
    """Return a document's JSON schema, sorted and indented."""
    kinds.load()
    body = msgspec.json.encode(msgspec.json.schema(DOCUMENTS[name]), order="sorted")
    return msgspec.json.format(body, indent=1).decode() + "\n"
