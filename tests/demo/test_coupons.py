"""A coupon is worth what the receipts of weeks 1 to 35 show, and where they show nothing, the next best guess."""

import pytest

from largesse.demo.coupons import coupon_campaigns
from tests.demo.receipts import JAM, TEA, bought

DAY = "2017-05-15"
NAMED = [(1, "Type A", "2017-05-01", "2017-05-31"), (2, "Type B", "2017-05-01", "2017-06-30")]
# Number system 5, then maker and family, then the value code 50 or 76.
SEEN, ALIKE, OTHER, SHOPS = 51111030050, 52222030050, 53333030076, 10000085207


def worth(connection, campaign: int = 1) -> dict[str, tuple[str, str]]:
    """What each coupon of a campaign is worth, and where that was taken from."""
    found = {each["id"]: each for each in coupon_campaigns(connection)}[f"coupons-{campaign:02}"]
    return {
        each["id"].removeprefix("coupon-"): (each["benefits"][0]["amount"], each["metadata"]["face_value"])
        for each in found["promotions"]
    }


def redeemed(code: int, *amounts: float, campaign: int = 1, week: int = 21, article: int = TEA) -> dict[str, list]:
    """A coupon, and a day's receipt for each amount with that much of a coupon on its article."""
    return {
        "transactions": [
            bought(article, sales=5.00, coupon=amount, basket=i, household=i, week=week)
            for i, amount in enumerate(amounts, start=1)
        ],
        "coupons": [(code, article, campaign)],
        "coupon_redemptions": [(i, code, campaign, DAY) for i in range(1, len(amounts) + 1)],
        "campaigns": [(campaign, i) for i in range(1, len(amounts) + 1)],
        "campaign_descriptions": NAMED,
    }


def test_the_median_of_its_own_redemptions_comes_first(year):
    assert worth(year(**redeemed(SEEN, 0.50, 0.50, 0.75))) == {str(SEEN): ("0.50", "redeemed")}


def test_weeks_that_judge_teach_nothing(year):
    tables = redeemed(SEEN, 0.50)
    tables["transactions"].append(bought(TEA, sales=5.00, coupon=0.80, basket=9, household=1, week=36))
    assert worth(year(**tables)) == {str(SEEN): ("0.50", "redeemed")}


@pytest.mark.parametrize(
    ("code", "campaign", "source"),
    [
        (SEEN, 2, "same code"),
        (ALIKE, 1, "value code"),
        (OTHER, 1, "campaign"),
        (SHOPS, 2, "overall"),
    ],
)
def test_a_coupon_never_redeemed_takes_the_next_best(year, code: int, campaign: int, source: str):
    tables = redeemed(SEEN, 0.50)
    tables["coupons"].append((code, JAM, campaign))
    assert worth(year(**tables), campaign)[str(code)] == ("0.50", source)


def test_a_shop_coupon_has_no_value_code(year):
    tables = redeemed(10000085250, 0.50)
    tables["coupons"].append((ALIKE, JAM, 2))
    assert worth(year(**tables), 2)[str(ALIKE)] == ("0.50", "overall")


def test_a_campaign_keeps_its_dates_last_day_included_and_its_households(year):
    [first, _] = coupon_campaigns(year(**redeemed(SEEN, 0.50)))
    assert (first["starts_at"], first["ends_at"]) == ("2017-05-01T00:00:00-04:00", "2017-06-01T00:00:00-04:00")
    assert first["audiences"] == ["received-01"]


def test_a_promotion_asks_for_its_code_and_lies_on_its_articles(year):
    tables = redeemed(SEEN, 0.50)
    tables["coupons"].append((SEEN, JAM, 1))
    [promotion] = coupon_campaigns(year(**tables))[0]["promotions"]
    assert promotion["conditions"] == [{"type": "has_code", "codes": [str(SEEN)]}]
    assert promotion["benefits"][0]["of"] == {"articles": [str(TEA), str(JAM)]}
