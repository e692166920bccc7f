"""Which kind of patient a lead is, by the personas the practice has agreed on."""

from __future__ import annotations

import polars as pl

from dashboard.practice import Practice


def with_personas(leads: pl.DataFrame, practice: Practice) -> pl.DataFrame:
    """The leads with the first persona whose rule holds; where a file names one itself, that stands."""
    if not practice.personas:
        return leads
    names = [pl.when(rule.holds(leads)).then(pl.lit(name)) for name, rule in practice.personas]
    return leads.with_columns(persona=pl.coalesce("persona", *names))
