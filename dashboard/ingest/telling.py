"""What in somebody's words tells who a patient is: addresses, numbers, dates of birth, names.

People are asked to leave it out before anything is stored. What is sure keeps words from being
stored; what is only likely (a name) may be confirmed to be nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from dashboard.ingest.cells import EMAIL
from dashboard.ingest.folding import forgetting, word
from dashboard.ingest.vocabulary import personal

Kind = Literal["email", "phone", "number", "birth", "street", "name"]
SAID: Final[dict[Kind, str]] = {
    "email": "an e-mail address",
    "phone": "a phone number",
    "number": "a patient's number",
    "birth": "a date of birth",
    "street": "a street address",
    "name": "a patient's name",
}
_OLD_YEARS: Final = 3
"""A date so long ago is no offer's and no appointment's."""
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE: Final = re.compile(
    r"(?<![\d/.-])(?:(?P<iso>\d{4})[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(?P<end>\d{4}|\d{2}))(?![\d/])"
    rf"|\b(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?P<us>\d{{4}})\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:{_MONTHS})[a-z]*\.?,?\s+(?P<eu>\d{{4}})\b",
    re.IGNORECASE,
)
_BIRTHDAY: Final = re.compile(r"\b(?:born|birth\w*|d\.?o\.?b\.?)\b.{0,15}?\d[\w .,/-]*", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?<![\w$€£.,-])(?:\+|\(|00)?\d(?:[ \t().\-–/]{0,2}\d){6,14}(?![\w%])")
_YEARS: Final = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
_NUMBER: Final = re.compile(
    r"\b(?:mrn|ssn|chart|medical record|insurance|member|policy|patient)\s*(?:no|nr|num|number|id)?\b[.:# ]*"
    r"(?=[\w-]*\d{5})[\w-]+",
    re.IGNORECASE,
)
_STREET: Final = re.compile(
    r"\b\d{1,5}\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'’]+\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Blvd|Boulevard|Court|Ct|Place|Way)\b"
)
_TITLED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Herr|Frau|Señora?|Sra?|Mme|Madame|Monsieur|Signora?)\.?\s+([^\W\d_a-zà-ÿ][\w'’-]+)"
)
_NAMED: Final = re.compile(
    r"(?i:\b(?:patient|name is|named|caller|lady|gentleman|client)):?\s+([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)"
)
_PAIR: Final = re.compile(r"\b([A-Z][\w'’-]+)\s+(?:[A-Z]\.?\s+)?([A-Z][\w'’-]+)")


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling part of the words."""

    kind: Kind
    part: str

    @property
    def sure(self) -> bool:
        """Whether it cannot be anything else worth keeping; a name may be a product's or a place's."""
        return self.kind != "name"


@forgetting
def telling(words: str, today: date, known: Collection[str] = ()) -> tuple[Telling, ...]:
    """What in these words would tell who a patient is, in the order it stands there, each part once.

    `known` are names that may be written: doctors, counselors, campaigns, procedures.
    """
    found: list[tuple[int, Telling]] = []
    taken: list[tuple[int, int]] = []
    for kind, start, end in _all(words, today, known):
        if all(end <= before or start >= after for before, after in taken):
            taken.append((start, end))
            found.append((start, Telling(kind, words[start:end].strip())))
    return tuple(dict.fromkeys(one for _, one in sorted(found, key=lambda pair: pair[0])))


def telling_number(number: str, today: date) -> Telling | None:
    """What in a lead's number is none: a name, an address, a phone number as people write it.

    Digits alone are a number in some system, however long.
    """
    if number.strip().isdigit():
        return None
    return next(iter(telling(number, today)), None)


def _all(words: str, today: date, known: Collection[str]) -> Iterator[tuple[Kind, int, int]]:
    for match in re.finditer(EMAIL, words):
        yield "email", *match.span()
    for match in _BIRTHDAY.finditer(words):
        yield "birth", *match.span()
    dates = list(_DATE.finditer(words))
    for match in dates:
        if _year(match, today) <= today.year - _OLD_YEARS:
            yield "birth", *match.span()
    for match in _NUMBER.finditer(words):
        yield "number", *match.span()
    for match in _PHONE.finditer(words):
        dated = any(match.start() < one.end() and one.start() < match.end() for one in dates)
        if not dated and not _YEARS.fullmatch(match[0]):
            yield "phone", *match.span()
    for match in _STREET.finditer(words):
        yield "street", *match.span()
    may = {name for said in known for name in re.findall(r"[^\W\d_]+", said.casefold())}
    for pattern in (_TITLED, _NAMED):
        for match in pattern.finditer(words):
            if not _names(match[1]) <= may:
                yield "name", *match.span()
    given = personal("given_names")
    for match in _PAIR.finditer(words):
        if word(match[1]) in given and not _names(match[0]) <= may:
            yield "name", *match.span()


def _names(said: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", said.casefold()))


def _year(match: re.Match[str], today: date) -> int:
    year = int(next(found for found in match.groups() if found))
    if year >= 100:
        return year
    # of two digits, one that has come is meant
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year
