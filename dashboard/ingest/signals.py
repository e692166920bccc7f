"""Signals of junk that only contacts and a lead's own words show: judged while reading, in memory.

What stored columns show (duplicates, bursts, places and procedures) is judged from them later.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import phonenumbers
import polars as pl

from dashboard.ingest.cells import replaced
from dashboard.ingest.conversion import Sheet
from dashboard.ingest.folding import folded, word
from dashboard.ingest.signals_letters import gibberish
from dashboard.ingest.vocabulary import loaded
from dashboard.ingest.words import yes_no
from dashboard.signals import joined

_ADDRESS: Final = r"[\w.!#$%&'*+/=?^{|}~-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}"
_PLAIN_ADDRESS: Final = r"^[0-9A-Za-z_.+-]+@[0-9A-Za-z.-]+\.[A-Za-z]{2,}$"
"""What nearly every address is like; told ten times as fast."""
_SLIP: Final = r"(?i)\.(?:con|cmo|ocm|vom|xom|cpm)$"
"""Endings that are a slip of the finger and no domain."""
_LINK: Final = r"(?i)https?://|\bwww\.\w|\[url|<a\s"
_SITE: Final = r"(?i)^[^@]*\b[\w-]+\.(?:com|net|org|ru|top|xyz|info|click|link|ly|shop|site|online)(?:/|\b)[^@]*$"
_DUMMY: Final = "<test lead"
_SAMPLE: Final = r"(?i)\((?:sample|example)(?: contact)?\)"
_TEST_NAME: Final = (
    r"(?i)^test(?:ing|er)?(?:[\s_-]*(?:test(?:ing|er)?|lead|user|name|patient|account|contact|person))*[\s_-]*\d*$"
)
_TEST_ADDRESS: Final = r"(?i)^(?:test(?:ing|er|lead|user)?[\d._-]*@|(?:bh|emailmaria)@hubspot\.com$)"
_SEVERAL: Final = re.compile(r"[,;/&|]|\bor\b", re.I)
_FEW: Final = 20
"""Contacts in a file too few to tell how the export writes them."""


def contact_signals(
    sheet: Sheet, email: pl.Series, phone: pl.Series, match_phone: pl.Series, calls: pl.Series
) -> pl.Series:
    """Each row's signals in the form a lead keeps them; null in rows that carry neither contacts nor words.

    `match_phone` is null where a phone is none. Numbers of `calls` were written by the exchange and
    are not judged; calls that show nothing else are null too.
    """
    name = _name(sheet)
    words = [sheet.cells(c) for c in sheet.reading.columns if folded(c.header).name in _listed("message")]
    said = pl.DataFrame({"name": name, "email": email, "phone": phone} | {f"words{i}": w for i, w in enumerate(words)})
    if all(column.null_count() == len(column) for column in said):
        return sheet.none()
    numbers = _numbers(phone, match_phone, calls, sheet)
    texts = [pl.col(f"words{i}") for i in range(len(words))]
    odd = gibberish(name)
    for column in words:
        odd |= gibberish(column, message=True)
    seen = {
        "test_lead": pl.lit(_tests(sheet))
        | pl.col("name").str.contains(_TEST_NAME)
        | pl.col("email").str.contains(_TEST_ADDRESS)
        | pl.col("name").str.contains(_SAMPLE)
        | pl.any_horizontal(pl.all().str.contains(_DUMMY, literal=True)),
        "disposable_email": pl.col("email").str.contains(_throw_away()),
        "gibberish": pl.lit(odd),
        "link": pl.any_horizontal(
            pl.col("name").str.contains(_SITE),
            pl.col("name").str.contains("://", literal=True),
            *(text.str.contains(_LINK) for text in texts),
        ),
        "malformed_contact": pl.lit(_unwritten(email)) | pl.lit(numbers == "malformed_contact"),
        "wrong_number": pl.lit(numbers == "wrong_number"),
    }
    held = said.select(holds.fill_null(value=False).alias(name) for name, holds in seen.items())
    filled = said.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    # few rows show anything, and only theirs take long to write out
    rows = filled & held.select(pl.any_horizontal(pl.all())).to_series()
    shown = held.filter(rows).select(joined({name: pl.col(name) for name in seen})).to_series()
    # an innocent caller id is no reason to clear the form the same person sent
    clear = pl.select(pl.when(filled & ~calls).then(pl.lit(""))).to_series()
    return clear.scatter(rows.arg_true(), shown)


def _name(sheet: Sheet) -> pl.Series:
    parts = [sheet.cells(column) for column in sheet.columns("name")]
    if len(parts) < 2:
        return parts[0] if parts else sheet.none()
    whole = pl.concat_str([pl.lit(part) for part in parts], separator=" ", ignore_nulls=True)
    return pl.select(whole.replace("", None).alias("name")).to_series()


def _tests(sheet: Sheet) -> pl.Series:
    """Rows that a column of the file itself calls a test."""
    found = pl.Series([False]).new_from_index(0, sheet.reading.text.height)
    for column in sheet.reading.columns:
        if folded(column.header).name in _listed("test"):
            found |= yes_no(sheet.cells(column)).fill_null(value=False)
    return found


def _unwritten(email: pl.Series) -> pl.Series:
    """Cells for an e-mail address in which none stands."""
    odd = email.filter((~email.str.contains(_PLAIN_ADDRESS)).fill_null(value=False))
    none = odd.filter(~odd.str.contains(_ADDRESS)).unique()
    wrong = (email.is_in(none.implode()) | email.str.contains(_SLIP)).fill_null(value=False)
    return _unless_usual(wrong, email)


def _numbers(phone: pl.Series, match_phone: pl.Series, calls: pl.Series, sheet: Sheet) -> pl.Series:
    """What is wrong with each phone number, if anything: 'malformed_contact' or 'wrong_number'."""
    asked = phone.is_not_null() & match_phone.is_null() & ~calls
    values = phone.filter(_unless_usual(asked, phone)).unique().to_list()
    found = replaced(phone, {value: wrong_with(value) for value in values}, pl.String)
    return pl.select(pl.when(asked).then(pl.lit(found)).fill_null("").alias("x")).to_series()


def wrong_with(number: str) -> str | None:
    """Why a text that is no phone number of the country is none; None where the file may be to blame.

    Masked, spreadsheet-damaged, doubled and foreign numbers are no sign of junk.
    """
    digits = re.sub(r"\D", "", re.sub(r"(?i)(?:ext|x)\.?\s*\d{1,5}$", "", number))
    if re.search(r"\d[eE]\+?\d|[*•]|xx", number) or (_SEVERAL.search(number) and len(digits) > 10):
        return None
    if not 7 <= len(digits) <= 15:
        return "malformed_contact"
    if len(set(digits)) > 2 and digits not in "012345678901234567890":
        try:
            abroad = phonenumbers.parse(f"+{digits.removeprefix('00')}")
        except phonenumbers.NumberParseException:
            return "wrong_number"
        if phonenumbers.is_possible_number(abroad):
            return None
    return "wrong_number"


def _unless_usual(wrong: pl.Series, cells: pl.Series) -> pl.Series:
    """The wrong cells; none where most are wrong, since then the export writes them so."""
    filled = len(cells) - cells.null_count()
    return wrong & False if filled >= _FEW and 2 * int(wrong.sum()) > filled else wrong


@cache
def _throw_away() -> str:
    """A pattern of addresses at a service for throw-away ones."""
    return rf"(?i)@(?:{'|'.join(map(re.escape, sorted(_listed('disposable'))))})\W*$"


@cache
def _listed(group: str) -> frozenset[str]:
    values = loaded("signals.toml")[group]
    return frozenset(values if group == "disposable" else map(word, values))
