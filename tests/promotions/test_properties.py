"""What holds for every book and every checkout, tried on random ones."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from largesse.promotions.evaluation import Adjustment, Evaluation
from largesse.promotions.returns import Returned, refund
from tests.promotions.asking import Json
from tests.promotions.world import Case, World
from tests.reference import strategies
from tests.reference.evaluate import assert_as_expected, expected, told
from tests.reference.random_settings import settings_of


def minor(text: str | None) -> int:
    return int((text or "0").replace(".", ""))


def off(adjustments: list[Adjustment]) -> int:
    return -sum(minor(each.amount) for each in adjustments)


@given(strategies.cases())
def test_every_figure_and_every_reason_is_that_of_the_obvious_evaluator(case: Case) -> None:
    world = World(case)
    found = told(world.evaluate(explain="all"))
    assert_as_expected(found, expected(world.campaigns, world.checkout, world.facts, world.settings))


@given(strategies.cases())
def test_everything_that_is_claimed_of_evaluations_holds(case: Case) -> None:
    for claim in CLAIMS:
        claim(World(case))


def the_index_finds_exactly_what_looking_at_the_whole_book_finds(world: World) -> None:
    assert world.evaluate() == msgspec.structs.replace(world.evaluate("all"), verdicts=[])


def asking_for_explanations_changes_no_figure(world: World) -> None:
    for explain in ("candidates", ["c0", "c1"]):
        assert world.evaluate() == msgspec.structs.replace(world.evaluate(explain), verdicts=[])


def evaluating_twice_gives_the_same_bytes(world: World) -> None:
    assert msgspec.json.encode(world.evaluate("all")) == msgspec.json.encode(world.evaluate("all"))


def an_answer_can_be_read_again_as_it_was_written(world: World) -> None:
    written = msgspec.json.encode(world.evaluate("all"))
    assert msgspec.json.encode(msgspec.json.decode(written, type=Evaluation)) == written


def nothing_goes_below_zero_or_a_floor(world: World) -> None:
    found = world.evaluate()
    for result, part in zip(_bought(found), world.untouched().parts, strict=True):
        assert minor(result.total) >= min(part.floor, part.left)
        assert part.line.discountable or not result.adjustments
    assert all(minor(charge.total) >= 0 for charge in (*found.deliveries, *found.fees))


def every_part_is_its_price_less_its_adjustments_and_every_sum_that_of_its_parts(world: World) -> None:
    found = world.evaluate()
    for line in found.lines:
        assert minor(line.total) == minor(line.subtotal) + minor(line.manual_discount) - off(line.adjustments)
    for charge in (*found.deliveries, *found.fees):
        assert minor(charge.total) == minor(charge.amount) - off(charge.adjustments)
    assert minor(found.totals.total) == sum(
        minor(each.total) for each in (*found.lines, *found.deliveries, *found.fees)
    )
    assert minor(found.totals.discount) == sum(minor(line.subtotal) - minor(line.total) for line in _bought(found))


def what_a_promotion_took_is_what_lies_on_lines_deliveries_and_fees(world: World) -> None:
    found = world.evaluate()
    parts = [*found.lines, *found.deliveries, *found.fees]
    for applied in found.applied:
        own = [each for part in parts for each in part.adjustments if each.promotion == applied.promotion]
        assert minor(applied.amount) == off([each for each in own if each.campaign == applied.campaign])


def the_order_in_which_campaigns_come_into_the_book_is_of_no_account(world: World) -> None:
    campaigns, checkout, facts, settings = world.case
    turned = World((campaigns[::-1], checkout, facts, settings))
    assert turned.evaluate("all") == world.evaluate("all")


def a_promotion_that_does_not_apply_changes_nothing(world: World) -> None:
    """Without the rules that compare campaigns: who loses such a comparison may well have changed it."""
    campaigns, checkout, facts, settings = world.case
    plain = {"same_type": "combine", "overlapping_products": "combine", "max_stacked_choice": "first"}
    stacking = checkout.get("stacking", settings["stacking"])
    if stacking.get("scope") != "best_per_line":
        checkout = {**checkout, "stacking": {**stacking, **plain}}
        found = World((campaigns, checkout, facts, settings)).evaluate()
        kept = _only(campaigns, {(each.campaign, each.promotion) for each in found.applied})
        again = World((kept, checkout, facts, settings)).evaluate()
        assert msgspec.structs.replace(again, codes=[], left_out=[]) == msgspec.structs.replace(
            found, codes=[], left_out=[]
        )


def a_refund_of_everything_in_any_steps_is_what_was_paid_for_goods(world: World) -> None:
    found = world.evaluate()
    paid = sum(minor(line.total) for line in found.lines)
    everything = [Returned(line=line.id, quantity=str(line.quantity)) for line in _bought(found)]
    assert minor(refund(found, everything).amount) == paid
    back, before = 0, list[Returned]()
    for step in [step for parts in zip(*map(_in_three, everything), strict=True) for step in parts if step]:
        returned = refund(found, [step], before)
        back, before = back + minor(returned.amount), [*before, step]
        assert back + minor(returned.remaining) == paid
    assert back == paid


CLAIMS: list[Callable[[World], None]] = [
    the_index_finds_exactly_what_looking_at_the_whole_book_finds,
    asking_for_explanations_changes_no_figure,
    evaluating_twice_gives_the_same_bytes,
    an_answer_can_be_read_again_as_it_was_written,
    nothing_goes_below_zero_or_a_floor,
    every_part_is_its_price_less_its_adjustments_and_every_sum_that_of_its_parts,
    what_a_promotion_took_is_what_lies_on_lines_deliveries_and_fees,
    the_order_in_which_campaigns_come_into_the_book_is_of_no_account,
    a_promotion_that_does_not_apply_changes_nothing,
    a_refund_of_everything_in_any_steps_is_what_was_paid_for_goods,
]


@given(
    strategies.lone_campaigns("USD"),
    st.lists(strategies.line("USD", plain=True), max_size=5),
    settings_of("USD"),
    st.data(),
)
def test_the_total_does_not_depend_on_the_order_of_lines(
    campaign: Json, lines: list[Json], settings: Json, data: st.DataObject
) -> None:
    def total(lines: list[Json]) -> str:
        checkout = {"currency": "USD", "at": "2026-06-15T12:00:00Z", "lines": lines, "deliveries": [{"amount": "5.00"}]}
        return World(([campaign], checkout, {}, settings)).evaluate().totals.total

    assert total(data.draw(st.permutations(lines))) == total(lines)


def _bought(found: Evaluation):
    """The lines of the checkout itself, without gifts."""
    return [line for line in found.lines if not line.gift]


def _only(campaigns: list[Json], applied: set[tuple[str, str]]) -> list[Json]:
    kept: list[Json] = []
    for campaign in campaigns:
        promotions = [each for each in campaign["promotions"] if (campaign["id"], each["id"]) in applied]
        kept += [{**campaign, "promotions": promotions}] if promotions else []
    return kept


def _in_three(whole: Returned) -> list[Returned | None]:
    """A return in three steps, in millionths; a step of nothing is none."""
    millionths = int(Fraction(whole.quantity) * 10**6)
    steps = [millionths // 3, millionths // 3, millionths - 2 * (millionths // 3)]
    texts = [f"{step // 10**6}.{step % 10**6:06}" for step in steps]
    return [Returned(line=whole.line, quantity=text) if step else None for step, text in zip(steps, texts, strict=True)]
