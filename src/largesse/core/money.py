"""Money as integers in a currency's minor unit, and its exact text in major units.

Minor digits per currency are those of ISO 4217.
"""

from __future__ import annotations

import re
from functools import lru_cache

from largesse.core.errors import Invalid

_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DIGITS = "CLF UYW"
_TWO_DIGITS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
    "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR "
    "ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV "
    "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
    "SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)

DIGITS: dict[str, int] = {
    **dict.fromkeys(_TWO_DIGITS.split(), 2),
    **dict.fromkeys(_NO_DIGITS.split(), 0),
    **dict.fromkeys(_THREE_DIGITS.split(), 3),
    **dict.fromkeys(_FOUR_DIGITS.split(), 4),
}
"""Digits after the decimal point, by ISO 4217 code."""

LARGEST = 10**15
"""No amount, in minor units, may be larger: far above any order, far below a 64-bit integer."""

_AMOUNT = re.compile(r"[0-9]{1,16}(\.[0-9]{1,4})?")


def digits_of(currency: str, path: str = "$.currency") -> int:
    """Return the currency's minor digits; raise `Invalid` at `path` when ISO 4217 does not know it."""
    try:
        return DIGITS[currency]
    except KeyError:
        raise Invalid.at(path, "unknown_currency", f"{currency!r} is not an ISO 4217 currency code") from None


@lru_cache(maxsize=65536)
def parse_amount(text: str, digits: int) -> int:
    """Return an amount such as `"12.50"` in minor units.

    Raises ValueError, with a sentence for the person who wrote it, for anything but plain digits with at most
    `digits` of them after the point: signs, exponents, blanks and other scripts' digits are refused.
    """
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"{text!r} is not an amount: write digits as text, such as {example_amount(digits)!r}")
    whole, _, part = text.partition(".")
    if len(part) > digits:
        raise ValueError(f"{text!r} has {len(part)} digits after the point; this currency has {digits}")
    minor = int(whole + part.ljust(digits, "0"))
    if minor > LARGEST:
        raise ValueError(f"{text!r} is larger than any amount that is allowed")
    return minor


@lru_cache(maxsize=65536)
def format_amount(minor: int, digits: int) -> str:
    """Return minor units as text in major units: `format_amount(-1250, 2)` is `"-12.50"`."""
    sign = "-" if minor < 0 else ""
    if digits == 0:
        return f"{sign}{abs(minor)}"
    text = str(abs(minor)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}"


def example_amount(digits: int) -> str:
    """Return a well-written amount of that many digits, for messages."""
    return format_amount(12 * 10**digits + 5 * 10 ** max(digits - 1, 0) * (digits > 0), digits)
