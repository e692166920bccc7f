"""Keys by which a person is recognised again, from which nobody can be read back."""

from __future__ import annotations

import hashlib
import re
from typing import Final

import phonenumbers
import polars as pl

from dashboard.ingest.cells import EMAIL, translated
from dashboard.practice import Practice

LINK: Final = 32
"""Bytes of one key."""
_PLAIN: Final = r"^[0-9a-z_.+-]+@[0-9a-z-]+\.[0-9a-z.-]*[a-z]$"
"""What nearly every address is like in lower case: the address and nothing else."""
_PLACEHOLDERS: Final = (
    r"^(?:test|none|no|na|noemail|nomail|no-?reply|unknown|fake|example|x+|a+)@", r"@(?:example|test|none|no)\.",
)  # fmt: skip
"""Apart from each other they are told several times as fast."""
_COUNTED: Final = "012345678901234567890"
_RUNS: Final = tuple({_COUNTED[i:j] for i in range(len(_COUNTED)) for j in range(i, len(_COUNTED) + 1)})
"""Digits in their order, as somebody types who gives no number."""
_FEW_KINDS: Final = tuple(four for four in map("{:04}".format, range(10_000)) if len(set(four)) <= 2)
_AMERICAN: Final = r"^(?:1[\s.-]?)?\(?[2-9]\d{2}\)?[\s./-]*[2-9]\d{2}[\s./-]*\d{4}$"


def keyed(texts: pl.Series, key: bytes, kind: str) -> pl.Series:
    """Each text's keyed hash, 32 hex digits; `kind` keeps hashes of different things apart.

    Once the key was rotated it is a chain of keys of LINK bytes, each of which hashes what the one before it made:
    '2:' and 32 hex digits. What is of no kind, a lead's number, stays what the first of them makes it.
    """
    first, *others = links(key)
    found = _hashed(texts, kind.encode(), first)
    return lifted(found, key) if others and kind else found


def links(key: bytes) -> list[bytes]:
    """The keys of a chain, the oldest first."""
    return [key[at : at + LINK] for at in range(0, max(len(key), 1), LINK)]


def lifted(hashes: pl.Series, key: bytes) -> pl.Series:
    """Hashes under the whole chain of keys, whichever part of it they were made under."""
    for number, link in enumerate(links(key)[1:], start=2):
        made = hashes.str.extract(r"^(\d+):", 1).cast(pl.Int64).fill_null(1)
        below = pl.select(pl.when(made < number).then(hashes)).to_series()
        if below.null_count() < len(below):
            hashes = pl.select(pl.coalesce(f"{number}:" + _hashed(below, b"", link), hashes)).to_series()
    return hashes


def _hashed(texts: pl.Series, begins: bytes, key: bytes) -> pl.Series:
    begun = hashlib.blake2b(begins, key=key, digest_size=16).copy
    hashes: list[str] = []
    for text in texts.drop_nulls().cast(pl.Binary).to_list():
        hashed = begun()
        hashed.update(text)
        hashes.append(hashed.hexdigest())
    found = pl.Series(hashes, dtype=pl.String)
    if not texts.null_count():
        return found
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(texts))
    return nothing.scatter(texts.is_not_null().arg_true(), found)


def email_keys(column: pl.Series, key: bytes) -> pl.Series:
    """Keys of e-mail addresses; null for what is no address or stands for none."""
    text = column.str.to_lowercase()
    odd = (~text.str.contains(_PLAIN)).fill_null(value=False)
    if odd.any():
        found = text.filter(odd).str.extract(f"({EMAIL})").str.strip_chars_end(".")
        text = text.scatter(odd.arg_true(), found)
    none = text.str.contains(_PLACEHOLDERS[0]) | text.str.contains(_PLACEHOLDERS[1])
    return keyed(text.to_frame("v").select(pl.when(~none).then("v"))["v"], key, "email:")


def phone_keys(column: pl.Series, key: bytes, region: str) -> pl.Series:
    """Keys of phone numbers in one international form; null for placeholders and damaged numbers."""
    return keyed(phone_numbers(column, region), key, "phone:")


def phone_numbers(column: pl.Series, region: str) -> pl.Series:
    """Numbers as +15551234567; null where a cell is none, is made up, or was damaged (6.14E+10)."""
    text, digits = pl.col("text"), pl.col("digits")
    table = (
        column.to_frame("v")
        .select(pl.col("v").str.strip_chars().str.replace(r"^(?:p:|tel:|')+", "").alias("text"))
        .with_columns(text.str.replace_all(r"\D+", "").alias("digits"))
    )
    # a number of one or two different digits ends in such four; few others do and are looked at closely
    few = table["digits"].filter(table["digits"].str.tail(4).is_in(_FEW_KINDS)).unique().to_list()
    invented = [number for number in few if len(set(number)) <= 2] + list(_RUNS)
    made_up = digits.is_in(invented) | text.str.contains(r"\d[eE]\+?\d")
    known = table.select(pl.when(~made_up).then(pl.col("text", "digits")))
    # most numbers need no parser, which takes a hundred times as long
    american = text.str.contains(_AMERICAN) & (region in ("US", "CA"))
    quick = (
        pl.when(text.str.contains(r"^\+[1-9]\d{7,14}$"))
        .then(text)
        .when(american)
        .then(pl.lit("+1") + digits.str.tail(10))
    )
    whole = known.with_columns(quick.alias("number"))
    rest = whole.select(pl.when(pl.col("number").is_null()).then("text"))["text"]
    if rest.null_count() == len(rest):
        return whole["number"]
    parsed = translated(rest, lambda value: _parsed(value, region), pl.String)
    return whole.select(pl.coalesce("number", parsed).alias("number"))["number"]


def _parsed(text: str, region: str) -> str | None:
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
