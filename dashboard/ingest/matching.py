"""Keys by which a person is recognised again, from which nobody can be read back."""

from __future__ import annotations

import hashlib
import re
from typing import Final

import phonenumbers
import polars as pl

from dashboard.ingest.cells import EMAIL, translated
from dashboard.practice import Practice

_PLACEHOLDER: Final = re.compile(
    r"^(?:test|none|no|na|noemail|nomail|no-?reply|unknown|fake|example|x+|a+)@|@(?:example|test|none|no)\.", re.I
)
_SHAPED: Final = re.compile(EMAIL)


def keyed(text: str, key: bytes) -> str:
    """A text's keyed hash, 32 hex digits."""
    return hashlib.blake2b(text.encode(), key=key[:64], digest_size=16).hexdigest()


def email_keys(column: pl.Series, key: bytes) -> pl.Series:
    """Keys of e-mail addresses; null for what is no address or stands for none."""

    def of(value: str) -> str | None:
        found = _SHAPED.search(value.strip().lower())
        if found is None or _PLACEHOLDER.search(found.group()):
            return None
        return keyed("email:" + found.group().rstrip("."), key)

    return translated(column, of, pl.String)


def phone_keys(column: pl.Series, key: bytes, region: str) -> pl.Series:
    """Keys of phone numbers in one international form; null for placeholders and damaged numbers."""

    def of(value: str) -> str | None:
        number = phone_number(value, region)
        return None if number is None else keyed("phone:" + number, key)

    return translated(column, of, pl.String)


def phone_number(value: str, region: str) -> str | None:
    """A number as +15551234567; None when it is none, is made up, or was damaged (6.14E+10)."""
    text = re.sub(r"^(?:p:|tel:|')+", "", value.strip())
    digits = re.sub(r"\D", "", text)
    if re.search(r"\d[eE]\+?\d", text) or len(set(digits)) <= 2 or digits in "012345678901234567890":
        return None
    # most numbers need no parser, which takes a hundred times as long
    if re.fullmatch(r"\+[1-9]\d{7,14}", text):
        return text
    if region in ("US", "CA") and re.fullmatch(r"(?:1[\s.-]?)?\(?[2-9]\d{2}\)?[\s./-]*[2-9]\d{2}[\s./-]*\d{4}", text):
        return f"+1{digits[-10:]}"
    try:
        number = phonenumbers.parse(re.sub(r"\.0$", "", text), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_REGIONS: Final = (
    ("America/Toronto", "CA"), ("America/Vancouver", "CA"), ("America/Mexico", "MX"), ("America/Sao_Paulo", "BR"),
    ("America/Bogota", "CO"), ("America/", "US"), ("US/", "US"), ("Pacific/Honolulu", "US"), ("Europe/London", "GB"),
    ("Europe/Dublin", "IE"), ("Europe/Berlin", "DE"), ("Europe/Vienna", "AT"), ("Europe/Zurich", "CH"),
    ("Europe/Paris", "FR"), ("Europe/Madrid", "ES"), ("Europe/Rome", "IT"), ("Europe/Amsterdam", "NL"),
    ("Europe/Stockholm", "SE"), ("Australia/", "AU"), ("Pacific/Auckland", "NZ"), ("Asia/Kolkata", "IN"),
    ("Asia/Dubai", "AE"), ("Asia/Singapore", "SG"),
)  # fmt: skip


def region_of(practice: Practice) -> str:
    """The country whose local numbers the files hold: the holidays' country, else the time zone's, else US."""
    if practice.holiday_country:
        return practice.holiday_country.upper()
    return next((region for zone, region in _REGIONS if practice.time_zone.startswith(zone)), "US")
