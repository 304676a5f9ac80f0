"""A company's settings, one document."""

from largesse.promotions.kinds import decode
from largesse.promotions.settings import Settings
from largesse.store.rows import Rows, document_of


class SettingsRows(Rows):
    """See the port `SettingsDesk`."""

    async def get(self) -> Settings:
        """What was set, the defaults otherwise."""
        row = await self._one("select document::text from settings where company = %(company)s")
        return decode(Settings, row[0]) if row else Settings()

    async def save(self, settings: Settings) -> None:
        """Replace them."""
        await self._do(
            "insert into settings values (%(company)s, %(document)s) "
            "on conflict (company) do update set document = excluded.document",
            document=document_of(settings),
        )
