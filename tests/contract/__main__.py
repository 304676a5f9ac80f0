"""Accept the contract as it is now: `python -m tests.contract` writes the snapshots anew."""

from tests.contract.snapshot import DOCUMENTS, FOLDER, schema

FOLDER.mkdir(exist_ok=True)
for name in DOCUMENTS:
    (FOLDER / f"{name}.json").write_text(schema(name))
