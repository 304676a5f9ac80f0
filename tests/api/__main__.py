"""Accept the API's outline as it is now: `python -m tests.api` writes it anew."""

from tests.api.outline import AGREED, outline

AGREED.write_text(outline())
