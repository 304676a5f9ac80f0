"""Every request that the API takes, as a function that makes it."""

# Made by `make client` from the table of routes; change it there.
from largesse.client.calls.approval import (
    get_approval_policy,
    replace_approval_policy,
)
from largesse.client.calls.audiences import (
    change_members,
    delete_audience,
    get_audience,
    import_audiences,
    list_audiences,
    list_members,
)
from largesse.client.calls.audit import (
    list_audit,
)
from largesse.client.calls.book import (
    get_book_health,
)
from largesse.client.calls.campaign_bulk import (
    change_campaigns,
)
from largesse.client.calls.campaign_files import (
    export_campaigns,
    import_campaigns,
)
from largesse.client.calls.campaign_life import (
    activate_campaign,
    approve_campaign,
    archive_campaign,
    discard_draft,
    end_campaign,
    get_version,
    list_versions,
    move_campaign,
    pause_all_campaigns,
    pause_campaign,
    publish_campaign,
    restore_campaign,
    resume_all_campaigns,
    resume_campaign,
)
from largesse.client.calls.campaigns import (
    copy_campaign,
    create_campaign,
    delete_campaign,
    get_campaign,
    list_campaigns,
    replace_campaign,
)
from largesse.client.calls.catalogue import (
    delete_articles,
    get_article,
    import_catalogue,
    list_articles,
    list_groups,
)
from largesse.client.calls.checkouts import (
    cancel_checkout,
    confirm_checkout,
    get_checkout,
    put_checkout,
)
from largesse.client.calls.customers import (
    delete_customers,
    get_customer,
    import_customers,
    list_customers,
)
from largesse.client.calls.evaluations import (
    evaluate,
    evaluate_records,
)
from largesse.client.calls.health import (
    live,
    ready,
)
from largesse.client.calls.kinds import (
    list_kinds,
)
from largesse.client.calls.orders import (
    get_order,
    list_orders,
)
from largesse.client.calls.prices import (
    list_prices,
)
from largesse.client.calls.settings import (
    get_settings,
    replace_settings,
)
from largesse.client.calls.stores import (
    get_store,
    import_stores,
    list_stores,
)
from largesse.client.calls.usage import (
    get_campaign_usage,
    list_ledger,
)
from largesse.client.calls.worst_baskets import (
    get_worst_basket,
    search_worst_basket,
)

__all__ = [
    "activate_campaign",
    "approve_campaign",
    "archive_campaign",
    "cancel_checkout",
    "change_campaigns",
    "change_members",
    "confirm_checkout",
    "copy_campaign",
    "create_campaign",
    "delete_articles",
    "delete_audience",
    "delete_campaign",
    "delete_customers",
    "discard_draft",
    "end_campaign",
    "evaluate",
    "evaluate_records",
    "export_campaigns",
    "get_approval_policy",
    "get_article",
    "get_audience",
    "get_book_health",
    "get_campaign",
    "get_campaign_usage",
    "get_checkout",
    "get_customer",
    "get_order",
    "get_settings",
    "get_store",
    "get_version",
    "get_worst_basket",
    "import_audiences",
    "import_campaigns",
    "import_catalogue",
    "import_customers",
    "import_stores",
    "list_articles",
    "list_audiences",
    "list_audit",
    "list_campaigns",
    "list_customers",
    "list_groups",
    "list_kinds",
    "list_ledger",
    "list_members",
    "list_orders",
    "list_prices",
    "list_stores",
    "list_versions",
    "live",
    "move_campaign",
    "pause_all_campaigns",
    "pause_campaign",
    "publish_campaign",
    "put_checkout",
    "ready",
    "replace_approval_policy",
    "replace_campaign",
    "replace_settings",
    "restore_campaign",
    "resume_all_campaigns",
    "resume_campaign",
    "search_worst_basket",
]
