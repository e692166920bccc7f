"""The signs that an inquiry is junk or comes from the wrong audience: what each is called and means.

A lead keeps the names of the signals it showed, sorted and joined by commas, never the text that
showed them. '' means judged and nothing shown, null that there was nothing to judge by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

Hypothesis = Literal["not_real", "wrong_audience"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign: its name in tables, how people say it, what shows it, and which explanation it speaks for."""

    name: str
    label: str
    meaning: str
    hypothesis: Hypothesis = "not_real"


SIGNALS: Final[tuple[Signal, ...]] = (
    Signal(
        "burst",
        "Burst",
        "One of many submissions of the same form within ten minutes, far more than that form usually gets.",
    ),
    Signal("disposable_email", "Throw-away address", "The e-mail address is of a service for throw-away addresses."),
    Signal("duplicate", "Duplicate", "The same person sent it again, within the days agreed on, and was counted once."),
    Signal("gibberish", "Gibberish", "The name or message is made of letters no language puts together."),
    Signal("link", "Link in the text", "The name or message holds a web link."),
    Signal("malformed_contact", "Malformed contact", "What stands for the e-mail address or phone number is none."),
    Signal("not_offered", "Not offered", "The procedure asked for is not on the practice's list.", "wrong_audience"),
    Signal("out_of_area", "Out of area", "The lead lives outside the areas the practice serves.", "wrong_audience"),
    Signal("test_lead", "Test lead", "Somebody tried the form out: a platform's dummy data, or the name 'test'."),
    Signal("wrong_number", "Wrong number", "The phone number is a placeholder or cannot exist."),
)
BY_NAME: Final[dict[str, Signal]] = {signal.name: signal for signal in SIGNALS}
NAMES: Final[tuple[str, ...]] = tuple(BY_NAME)
"""In the order in which a lead keeps them."""

NEVER_REAL: Final = "test_lead"
"""The one signal by which a lead is not real; the others are shown and decide nothing."""
SEPARATOR: Final = ","


def showing(name: str) -> pl.Expr:
    """Whether the `signals` of a lead hold this one; false where there was nothing to judge by."""
    return pl.col("signals").str.contains(name, literal=True).fill_null(value=False)


def joined(shown: dict[str, pl.Expr]) -> pl.Expr:
    """The names of the signals whose condition holds, in the form a lead keeps them."""
    return pl.concat_str(
        [pl.when(shown[name]).then(pl.lit(name)) for name in sorted(shown)], separator=SEPARATOR, ignore_nulls=True
    )


def added(leads: pl.DataFrame, shown: dict[str, pl.Expr]) -> pl.DataFrame:
    """The leads with further signals beside those they keep; a lead that shows none of them stays as it is."""
    if not shown:
        return leads
    more = leads.select(joined(shown).alias("more")).to_series()
    if not (more != "").any():
        return leads
    both = pl.concat_str(pl.col("signals").replace("", None), "more", separator=SEPARATOR, ignore_nulls=True)
    united = both.str.split(SEPARATOR).list.unique().list.sort().list.join(SEPARATOR)
    return (
        leads.with_columns(more=more)
        .with_columns(signals=pl.when(pl.col("more") != "").then(united).otherwise("signals"))
        .drop("more")
    )


def removed(leads: pl.DataFrame, name: str, where: pl.Expr) -> pl.DataFrame:
    """The leads without this signal where the condition holds."""
    rest = pl.col("signals").str.split(SEPARATOR).list.eval(pl.element().filter(pl.element() != name))
    return leads.with_columns(
        signals=pl.when(showing(name) & where.fill_null(value=False))
        .then(rest.list.join(SEPARATOR))
        .otherwise("signals")
    )
