"""Ids: what one may look like, and that made ones look so."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.ids import Id, make_id


def is_an_id(text: str) -> bool:
    try:
        msgspec.json.decode(msgspec.json.encode(text), type=Id)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("text", ["a", "camp_3q9", "Spring-2026", "a:b/c~d@e+f.g", "x" * 100])
def test_letters_digits_and_a_few_signs_make_an_id(text: str) -> None:
    assert is_an_id(text)


@pytest.mark.parametrize("text", ["", "a b", "ä", "a\n", "a\0", "x" * 101, "<b>", "a'b"])
def test_anything_else_does_not(text: str) -> None:
    assert not is_an_id(text)


@given(st.integers(0, 2**128 - 1))
def test_an_id_is_made_of_its_bits_alone_and_is_a_good_one(bits: int) -> None:
    made = make_id("camp", bits)
    assert made == make_id("camp", bits)
    assert made.startswith("camp_")
    assert is_an_id(made)


@given(st.sets(st.integers(0, 2**128 - 1), max_size=20))
def test_different_bits_give_different_ids(bits: set[int]) -> None:
    assert len({make_id("camp", each) for each in bits}) == len(bits)
