"""Every request that the API takes, as a function that makes it."""

# Made by `make client` from the table of routes; change it there.
from largesse.client.calls.audiences import (
    change_members,
    delete_audience,
    get_audience,
    import_audiences,
    list_audiences,
    list_members,
)
from largesse.client.calls.campaign_bulk import (
    change_campaigns,
)
from largesse.client.calls.campaigns import (
    activate_campaign,
    archive_campaign,
    create_campaign,
    delete_campaign,
    end_campaign,
    export_campaigns,
    get_campaign,
    import_campaigns,
    list_campaigns,
    pause_campaign,
    replace_campaign,
    restore_campaign,
    resume_campaign,
)
from largesse.client.calls.catalogue import (
    delete_articles,
    get_article,
    import_catalogue,
    list_articles,
    list_groups,
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
from largesse.client.calls.settings import (
    get_settings,
    replace_settings,
)
from largesse.client.calls.stores import (
    get_store,
    import_stores,
    list_stores,
)

__all__ = [
    "activate_campaign",
    "archive_campaign",
    "change_campaigns",
    "change_members",
    "create_campaign",
    "delete_articles",
    "delete_audience",
    "delete_campaign",
    "delete_customers",
    "end_campaign",
    "evaluate",
    "evaluate_records",
    "export_campaigns",
    "get_article",
    "get_audience",
    "get_campaign",
    "get_customer",
    "get_settings",
    "get_store",
    "import_audiences",
    "import_campaigns",
    "import_catalogue",
    "import_customers",
    "import_stores",
    "list_articles",
    "list_audiences",
    "list_campaigns",
    "list_customers",
    "list_groups",
    "list_kinds",
    "list_members",
    "list_stores",
    "live",
    "pause_campaign",
    "ready",
    "replace_campaign",
    "replace_settings",
    "restore_campaign",
    "resume_campaign",
]
