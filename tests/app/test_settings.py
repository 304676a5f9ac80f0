import pytest

from largesse.app.ports import Ports
from largesse.app.settings import get_settings, replace_settings
from largesse.core.errors import Invalid
from largesse.promotions.settings import Settings, StackingPolicy
from tests.database import COMPANY


async def test_a_company_starts_with_the_defaults(ports: Ports):
    assert await get_settings(ports, COMPANY) == Settings()


async def test_settings_read_back_as_they_were_set(ports: Ports):
    for settings in (
        Settings(stacking=StackingPolicy(exclusive_means="sequential"), price_endings={"SEK": ["0.90"]}),
        Settings(ignore_code_case=False, categories={}),
    ):
        await replace_settings(ports, COMPANY, settings)
        assert await get_settings(ports, COMPANY) == settings


async def test_settings_that_make_no_sense_are_refused_and_nothing_changes(ports: Ports):
    with pytest.raises(Invalid) as refused:
        await replace_settings(ports, COMPANY, Settings(cash_rounding={"SEK": "0.005"}))
    assert [problem.path for problem in refused.value.problems] == ["$.cash_rounding.SEK"]
    assert await get_settings(ports, COMPANY) == Settings()
