from hypothesis import given
from hypothesis import strategies as st

from largesse.catalogue.tree import DEEPEST, path_of, problems_of

PARENTS = {"food": None, "drinks": "food", "juice": "drinks", "garden": None}


def test_the_path_leads_from_the_root_to_the_category():
    assert path_of("juice", PARENTS) == ["food", "drinks", "juice"]
    assert path_of("garden", PARENTS) == ["garden"]


def test_a_category_that_nobody_knows_stands_alone():
    assert path_of("unheard", PARENTS) == ["unheard"]


def test_a_tree_has_no_problems():
    assert problems_of(PARENTS) == []


def test_a_parent_that_does_not_exist_is_named():
    (problem,) = problems_of({"juice": "drinks"})
    assert (problem.path, problem.code) == ("juice", "unknown_category")


def test_a_circle_is_found_and_its_path_ends():
    parents: dict[str, str | None] = {"a": "b", "b": "c", "c": "a"}
    assert {problem.path for problem in problems_of(parents)} == {"a", "b", "c"}
    assert len(path_of("a", parents)) <= DEEPEST + 1


def test_the_deepest_category_is_allowed_and_one_below_it_is_not():
    parents: dict[str, str | None] = {"0": None} | {str(depth): str(depth - 1) for depth in range(1, DEEPEST)}
    assert problems_of(parents) == []
    (problem,) = problems_of(parents | {str(DEEPEST): str(DEEPEST - 1)})
    assert (problem.path, problem.code) == (str(DEEPEST), "too_deep")


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.sampled_from("abcdefgh")))
def test_whatever_the_parents_are_every_path_ends_and_ends_at_its_category(parents: dict[str, str | None]):
    for category in parents:
        path = path_of(category, parents)
        assert path[-1] == category
        if not problems_of(parents):
            assert parents[path[0]] is None
            assert len(set(path)) == len(path)
