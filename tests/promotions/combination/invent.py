"""Contests by chance: small checkouts and campaigns of every kind, with small figures so that ties and limits are met.

The same seed gives the same contest.
"""

from __future__ import annotations

from random import Random
from typing import Any

Json = dict[str, Any]

ARTICLES = ["a", "b", "c", "d", "e"]
CATEGORIES = ["food", "toys", "home"]


class Inventor:
    """Draws the parts of one contest; every draw comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.choice = self.random.choice
        self.alone = self.choice([0.0, 0.0, 0.1, 0.6])
        self.grouped = self.choice([0.0, 0.0, 0.3, 0.8])

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def amount(self, low: int, high: int) -> str:
        """Often a round one."""
        cents = self.random.randint(low, high)
        cents = self.choice([cents, cents, cents // 50 * 50])
        return f"{cents // 100}.{cents % 100:02d}"

    def percent(self) -> str:
        return self.choice(["5", "10", "12.5", "20", "33.333", "50", "100"])

    def checkout(self) -> Json:
        lines = [self.line(article) for article in self.random.sample(ARTICLES, self.random.randint(1, 4))]
        if self.maybe(0.15):
            lines.append(self.line(self.choice(ARTICLES)))
        deliveries = [{"id": f"d{i}", "method": self.choice(["post", "bike"]), "amount": self.amount(0, 700)}
                      for i in range(self.choice([0, 1, 1, 2]))]  # fmt: skip
        fees = [{"id": f"f{i}", "amount": self.amount(0, 300)} for i in range(self.choice([0, 0, 1]))]
        at = "2026-06-15T12:00:00Z"
        return {"currency": "USD", "at": at, "lines": lines, "deliveries": deliveries, "fees": fees}

    def line(self, article: str) -> Json:
        price = self.random.randint(20, 1500)
        line: Json = {
            "article": article,
            "categories": self.random.sample(CATEGORIES, self.choice([0, 1, 1, 2])),
            "price": f"{price // 100}.{price % 100:02d}",
            "quantity": self.choice([1, 1, 1, 2, 3, 4, 6]) if self.maybe(0.93) else self.choice(["0.345", "1.2"]),
        }
        if self.maybe(0.1):
            line["min_price"] = self.amount(0, price)
        if self.maybe(0.08):
            line["discountable"] = False
        if self.maybe(0.08):
            line["manual_discount"] = {"amount": self.amount(0, price // 4), "reason": "dent"}
        if self.maybe(0.2):
            line["tax_rate"] = self.choice(["7", "25"])
        return line

    def selector(self, *, plain: bool = False) -> Json:
        kind = self.random.random()
        if kind < 0.35:
            return {}
        if kind < 0.65:
            return {"categories": [self.choice(CATEGORIES)]}
        if kind < 0.9 or plain:
            return {"articles": self.random.sample(ARTICLES, self.choice([1, 2, 3]))}
        untouched = {"not_discounted": True}
        return self.choice([untouched, {**untouched, "categories": ["food"]}, {"exclude": untouched}])

    def some(self, **draws: Any) -> Json:
        """Some of the fields, each drawn when it is taken."""
        return {name: draw() for name, draw in draws.items() if self.maybe(0.3)}

    def benefit(self) -> Json:
        draw = self.choice([self.product, self.product, self.product, self.order, self.units, self.units, self.rest])
        return draw()

    def product(self) -> Json:
        of, base = {"of": self.selector()}, {"base": self.choice(["running", "running", "original"])}
        limits = self.some(
            max_units_per_article=lambda: self.random.randint(1, 3),
            max_units=lambda: self.random.randint(1, 4),
            pick=lambda: self.choice(["cheapest", "dearest"]),
        )
        tiers = [{"at_least": n, "percent": str(p)} for n, p in ((1, self.choice([5, 30])), (3, self.choice([10, 20])))]
        spent = [{"at_least": f"{n}.00", "percent": str(p)} for n, p in ((5, 5), (12, self.choice([3, 15])))]
        return self.choice([
            {"type": "percent_off_products", "percent": self.percent(), **of, **base},
            {"type": "percent_off_products", "percent": self.percent(), **of, **base},
            {"type": "percent_off_products", "percent": self.percent(), **of, **base, **limits,
             **self.some(max_amount=lambda: self.amount(0, 500))},
            {"type": "amount_off_products", "amount": self.amount(5, 300), **of},
            {"type": "amount_off_products", "amount": self.amount(5, 300), **of, **limits},
            {"type": "amount_off_products", "amount": self.amount(5, 400), **of, "how": "per_line"},
            {"type": "amount_off_products", "amount": self.amount(5, 400), **of, "how": "across"},
            {"type": "campaign_price", "price": self.amount(20, 900), **of},
            {"type": "campaign_price", "prices": {a: self.amount(20, 900) for a in self.random.sample(ARTICLES, 2)}},
            {"type": "quantity_tiers", "tiers": tiers, **of, **base, "graduated": self.maybe()},
            {"type": "spend_tiers", "tiers": spent, **of, **base, "lane": "product"},
            {"type": "full_groups", "group_size": self.choice([2, 3]), "percent": self.percent(), **of},
            {"type": "amount_off_first_and_more", "first": self.amount(0, 200), "more": self.amount(0, 90), **of},
        ])  # fmt: skip

    def order(self) -> Json:
        of, base = {"of": self.selector()}, {"base": self.choice(["running", "running", "original"])}
        spent = [{"at_least": f"{n}.00", "percent": str(p)} for n, p in ((3, 5), (9, self.choice([10, 3])), (20, 25))]
        given = [{"at_least": f"{n}.00", "amount": f"{a}.00"} for n, a in ((4, 1), (10, 2))]
        counted = [{"at_least": n, "percent": str(p)} for n, p in ((1, 5), (4, 15))]
        return self.choice([
            {"type": "amount_off_order", "amount": self.amount(50, 600), **of},
            {"type": "amount_off_order", "amount": self.amount(50, 600)},
            {"type": "percent_off_order", "percent": self.percent(), **of, **base},
            {"type": "percent_off_order", "percent": self.percent(), **base,
             **self.some(max_amount=lambda: self.amount(10, 500), exceeding_amount=lambda: self.amount(0, 900),
                         max_amount_tax=lambda: self.choice(["included", "excluded"]))},
            {"type": "percent_off_order", "percent": self.percent(), **of, **base, "exceeding_quantity": 2},
            {"type": "order_price", "price": self.amount(100, 2500), **of},
            {"type": "spend_tiers", "tiers": spent, **of, **base, "graduated": self.maybe(0.3)},
            {"type": "spend_tiers", "tiers": given, **of, "graduated": self.maybe(0.3)},
            {"type": "quantity_tiers", "tiers": counted, **of, **base, "lane": "order", "graduated": self.maybe()},
        ])  # fmt: skip

    def units(self) -> Json:
        of, base = {"of": self.selector()}, {"base": self.choice(["running", "running", "original"])}
        times = self.some(max_times=lambda: self.random.randint(1, 2))
        pick = {"pick": self.choice(["cheapest", "dearest"])}
        less = self.choice([{"price": self.amount(50, 1500)}, {"percent": self.percent(), **base}, {"amount": "1.50"}])
        some, more = (
            {"of": self.selector(plain=True), "quantity": 1},
            {"of": self.selector(), "quantity": self.choice([1, 2])},
        )
        grouping = self.choice(["cheapest_overall", "groups_ascending"])
        return self.choice([
            {"type": "buy_x_pay_y", "buy": self.choice([2, 3]), "pay": 1, **of, **times},
            {"type": "cheapest_discount", "every": self.choice([2, 3]), "percent": self.percent(), "grouping": grouping,
             **of, **times, **base},
            {"type": "buy_x_get_y", "buy": some, "get": {**more, **pick}, "percent": self.percent(), **times, **base},
            {"type": "bundle", "items": [some, more], **less, **pick, **times},
            {"type": "n_for_price", "quantity": 2, "price": self.amount(50, 1500), **of, **pick, **times},
            {"type": "package", "quantity": self.choice([2, 3]), **less, **of, **pick},
        ])  # fmt: skip

    def rest(self) -> Json:
        return self.choice([
            {"type": "free_delivery", **self.some(methods=lambda: ["post"])},
            {"type": "percent_off_delivery", "percent": self.percent()},
            {"type": "amount_off_delivery", "amount": self.amount(10, 400)},
            {"type": "delivery_price", "price": self.amount(0, 300)},
            {"type": "percent_off_fees", "percent": self.percent()},
            {"type": "free_gift", "articles": [{"article": "bag", "price": self.amount(0, 400)}]},
            {"type": "points", "per_spent": "2.00", "points": 1},
            {"type": "badge", "badge": "star"},
        ])  # fmt: skip

    def condition(self, depth: int = 0) -> Json:
        if depth < 2 and self.maybe(0.15):
            return {"type": self.choice(["all", "any", "none"]), "of": [self.condition(depth + 1) for _ in range(2)]}
        operator = self.choice(["at_least", "at_least", "at_least", "greater_than", "less_than", "at_most"])
        total = {"type": "order_total", "operator": operator, "amount": self.amount(50, 3000)}
        return self.choice([
            total,
            total,
            {**total, "of": self.selector(), **self.some(include_delivery=lambda: True, on=lambda: "before_discounts",
                                                         tax=lambda: self.choice(["included", "excluded"]))},
            {"type": "line", "field": "article", "operator": "equals", "value": self.choice(ARTICLES)},
        ])  # fmt: skip

    def promotion(self, number: int) -> Json:
        benefit = self.benefit()
        benefits = [benefit, {"type": "badge", "badge": "star"}] if self.maybe(0.1) else [benefit]
        if self.maybe(0.06) and benefit["type"] == "amount_off_order":
            benefits.append({"type": "percent_off_order", "percent": "10"})
        conditions = [self.condition() for _ in range(self.choice([0, 0, 0, 1, 1, 2]))]
        return {"id": f"p{number}", "benefits": benefits, "conditions": conditions}

    def campaign(self, number: int) -> Json:
        count = 2 if self.maybe(0.15) else 1
        campaign: Json = {
            "id": f"c{number:02}",
            "name": f"Campaign {number}",
            "currency": "USD",
            "priority": self.choice([0, 0, 1, 2]),
            "position": number,
            "combinable": not self.maybe(self.alone),
            "promotions": [self.promotion(i) for i in range(count)],
        }
        if self.maybe(self.grouped):
            campaign["exclusivity_group"] = self.choice(["g", "h"])
        if self.maybe(0.08):
            campaign["budget"] = {"amount": self.amount(0, 500), "overrun": self.choice(["skip", "cap"])}
        if self.maybe(0.3):
            campaign["category"] = self.choice(["flash_sale", "referral_bonus"])
        return campaign

    def campaigns(self, count: int) -> list[Json]:
        return [self.campaign(i) for i in range(count)]

    def settings(self) -> Json:
        policy: Json = {"priority_resolution": "highest_discount", "scope": "order"}
        policy |= self.some(max_stacked_campaigns=lambda: self.random.randint(1, 4))
        if self.maybe(0.15):
            policy["max_discount"] = self.choice([{"percent": "30"}, {"amounts": {"USD": self.amount(0, 900)}}])
        if self.maybe(0.1):
            policy["overlapping_products"] = "combine_if_stackable"
        if self.maybe(0.1):
            policy["same_type"] = "take_best"
        rounding = self.some(
            mode=lambda: self.choice(["half_even", "down"]), level=lambda: "line", what=lambda: "price"
        )
        endings = {"price_endings": {"USD": ["0.90", "0.49"]}} if self.maybe(0.08) else {}
        return {"stacking": policy, "rounding": rounding, **endings, "categories": {}}
