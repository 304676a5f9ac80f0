"""The row of a company."""

from largesse.app.ports.companies import Company
from largesse.store.rows import Rows


class CompanyRows(Rows):
    """See the port `Companies`."""

    async def get(self) -> Company | None:
        """The company."""
        row = await self._one("select company, name, created_at from company where company = %(company)s")
        return Company(*row) if row else None

    async def add(self, company: Company) -> bool:
        """Add it; False when it is there already."""
        statement = "insert into company values (%(company)s, %(name)s, %(at)s) on conflict do nothing"
        return await self._do(statement, name=company.name, at=company.created_at) == 1
