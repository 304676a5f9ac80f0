"""Campaigns and promotions as they are written and stored. Wire form, version 1 (`docs/reference/wire.md`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

from largesse.core.ids import Id
from largesse.core.windows import Window
from largesse.core.wire import Instant, Tokens, Wire
from largesse.promotions.scenario import Scenario
from largesse.promotions.settings import Settings
from largesse.promotions.wire import Amount, Count, Currency, Language, Name, Text, Token, Translations

if TYPE_CHECKING:
    from largesse.promotions.benefit import Benefit
    from largesse.promotions.condition import Condition
else:  # the unions of all kinds found; `kinds.load` fills them in before any decoder is made
    Benefit = Condition = None


CampaignKind = Literal[
    "promotional_offer", "challenge", "event", "referral", "social_share", "trial_extension", "communication"
]
Visibility = Literal["public", "members", "audience", "link", "hidden"]
"""Who is shown a campaign: everybody, those who have signed in, its audiences, whoever has its link, or nobody."""

Texts = Annotated[dict[Language, Annotated[str, Meta(max_length=20_000)]], Meta(max_length=50)]
"""One long text in several languages, by BCP 47 tag."""


Figure = Annotated[str, Meta(max_length=23, pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$(?!\n)", examples=["2500"])]
Url = Annotated[
    str, Meta(max_length=2000, pattern=r"^https?://[^\s/]+(/[^\s]*)?$(?!\n)", examples=["https://shop.example/tea"])
]


class Kpi(Wire, frozen=True):
    """What success is measured by."""

    name: Name
    target: Figure | None = None
    """As decimal text."""
    unit: Token | None = None
    """What is counted: orders, percent, USD, ..."""


class CampaignPage(Wire, frozen=True):
    """Where customers read about a campaign."""

    url: Url
    names: Translations = {}
    """What the link is called, by language; the campaign's names when left out."""


class Limit(Wire, frozen=True):
    """How often a campaign may be used. `per` says who is counted: everybody together, or each customer or store."""

    uses: Count
    per: Literal["campaign", "customer", "store"] = "campaign"
    every: Literal["day", "week", "month"] | None = None
    """Count anew with each of these, by the clocks of the campaign's time zone; a week begins on Monday."""
    promotion: Id | None = None
    """Count, and stop, this promotion alone; the whole campaign when left out."""


class Budget(Wire, frozen=True):
    """How much money a campaign may give away.

    `skip`: an order whose discount does not fit whole gets none of it; `cap`: it gets what is left; `finish`: it gets
    all of it while anything is left, so the last order may go over.
    """

    amount: Amount
    overrun: Literal["skip", "cap", "finish"] = "skip"
    funder: Literal["own", "supplier", "manufacturer"] = "own"
    """Who pays for it."""


class Promotion(Wire, frozen=True):
    """Conditions that must all hold, and the benefits that are then given, in order."""

    id: Id
    benefits: Annotated[list[Benefit], Meta(min_length=1, max_length=20)]
    name: Text = ""
    conditions: Annotated[list[Condition], Meta(max_length=50)] = []
    receipt: Translations = {}
    """What the receipt says, by language; the name when left out."""
    metadata: Annotated[dict[Token, Text], Meta(max_length=50)] = {}


class Campaign(Wire, frozen=True):
    """A container of promotions: when, where, for whom, in which order, within which limits."""

    id: Id
    name: Name
    currency: Currency
    """Valid only for checkouts of this currency."""
    promotions: Annotated[list[Promotion], Meta(max_length=5000)] = []
    """At least one, unless it is of a kind that need not take anything off."""
    kind: CampaignKind = "promotional_offer"
    visibility: Visibility = "public"
    """Who is shown it. Whom it applies to is said by `audiences` and by conditions."""
    names: Translations = {}
    description: Annotated[str, Meta(max_length=5000)] = ""
    """A note for colleagues."""
    descriptions: Texts = {}
    """What customers read about it, by language."""
    terms: Texts = {}
    """Its terms and conditions, by language."""
    page: CampaignPage | None = None
    objectives: Annotated[list[Annotated[str, Meta(min_length=1, max_length=500)]], Meta(max_length=20)] = []
    kpis: Annotated[list[Kpi], Meta(max_length=50)] = []
    category: Token | None = None
    """What sort of campaign it is: flash_sale, first_purchase, loyalty_reward, volume_discount, referral_bonus, ..."""
    website: Token | None = None
    stores: Tokens = []
    """None listed: all stores."""
    channels: Tokens = []
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    """The first instant at which it no longer applies."""
    time_zone: Annotated[str, Meta(max_length=64, description="IANA name", examples=["Asia/Bangkok"])] = "UTC"
    windows: Annotated[list[Window], Meta(max_length=50)] = []
    """Between start and end it applies in these only; none listed: always."""
    audiences: Tokens = []
    """The customer must be in one of these; none listed: everybody."""
    priority: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] | None = None
    """High first. None: what the company's settings say for the category, else 0."""
    position: Annotated[int, Meta(ge=0, le=10**9)] = 0
    """The marketer's order among equal priorities, low first."""
    combinable: bool | None = None
    """None: what the company's settings say for the category, else what its stacking policy says."""
    exclusivity_group: Token | None = None
    """Of the campaigns of one group, only the first that applies does."""
    limits: Annotated[list[Limit], Meta(max_length=20)] = []
    budget: Budget | None = None
    scenarios: Annotated[list[Scenario], Meta(max_length=200)] = []
    """Cases that it must get right; while one does not, it goes live only by force."""
    version: Annotated[int, Meta(ge=1, le=10**9)] = 1
    metadata: Annotated[dict[Token, Text], Meta(max_length=50)] = {}


class CampaignFile(Wire, frozen=True):
    """A file of campaigns, with the settings they are meant for where they differ from the defaults."""

    campaigns: Annotated[list[Campaign], Meta(max_length=100_000)]
    schema: Literal["largesse.campaigns/1"] = "largesse.campaigns/1"
    settings: Settings | None = None
