"""Pages that come from the code are the ones that the code would write today."""

import importlib.util

import pytest

from tests.house.tree import ROOT

_spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
assert _spec
assert _spec.loader
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)


@pytest.mark.parametrize(("name", "text"), generate.pages().items())
def test_a_generated_page_is_up_to_date(name: str, text: str):
    assert (ROOT / "docs" / "reference" / name).read_text() == text, "run `make docs`"
