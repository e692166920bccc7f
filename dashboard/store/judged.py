"""The current leads as the practice judges them: its own lists, and the signals people have overruled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

import polars as pl

from dashboard.practice import Practice
from dashboard.signals import NEVER_REAL, added, removed, showing
from dashboard.store.overrules import Overrule


def judged(
    leads: pl.DataFrame, practice: Practice, overrules: Sequence[Overrule], tests: Collection[str] = ()
) -> pl.DataFrame:
    """The leads with the signals that hold today, and test leads not real where their system says nothing.

    `tests` are numbers of leads that the teams' own test inquiries left behind: these are left out, or one that was
    reached would count as a real lead.

    Areas and procedures are compared with the lists the practice keeps now; an empty list judges nothing.
    """
    if tests:
        leads = leads.filter(~pl.col("lead_id").is_in(sorted(tests)))
    found = added(
        leads,
        {
            name: ~pl.col(field).is_in(_listed(leads[field], known)) & pl.col(field).is_not_null()
            for name, field, known in (
                ("out_of_area", "area", practice.areas),
                ("not_offered", "procedure", practice.procedures),
            )
            if known
        },
    )
    for overrule in overrules:
        found = removed(found, overrule.signal, overrule.where)
    test = showing(NEVER_REAL) & pl.col("is_real").is_null()
    return found.with_columns(is_real=pl.when(test).then(statement=False).otherwise("is_real"))


def _listed(column: pl.Series, known: Sequence[str]) -> list[str]:
    """The values that name something on a list: 'Eastmere, NY' does where Eastmere is on it."""
    wanted = [f" {_even(name)} " for name in known]
    values = column.drop_nulls().unique().to_list()
    return [value for value in values if any(name in f" {_even(value)} " for name in wanted)]


def _even(text: str) -> str:
    """Words only, without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))
