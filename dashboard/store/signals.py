"""Signals of junk that only many leads together show: the same person again, and bursts of submissions.

They are judged from what is stored whenever the current leads are made, so neither the order of
imports nor the way a month is split into files changes them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from dashboard.signals import added

_WINDOW_US: Final = 10 * 60 * 1_000_000
FEWEST: Final = 8
"""Submissions of one form within ten minutes below which nothing is a burst."""
_TIMES_USUAL: Final = 4
_MOMENTS: Final = 3
"""Different times a burst has at least."""
_IN_PERSON: Final = ("call", "walk_in", "referral", "event")
"""Channels nobody can flood with a script."""


def with_signals(leads: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The current leads with their signals 'duplicate' and 'burst'; `rows` are those they were made from."""
    both = leads.with_columns(again=pl.col("lead").is_in(_sent_again(rows).implode()), flood=_burst(leads))
    return added(both, {"duplicate": pl.col("again"), "burst": pl.col("flood")}).drop("again", "flood")


def _sent_again(rows: pl.DataFrame) -> pl.Series:
    """Leads that one system recorded several times. Who calls again is no duplicate."""
    shared = rows.filter(pl.col("known_as") != pl.col("lead")).select("lead").unique()
    return (
        rows.filter(pl.col("channel").ne_missing("call"))
        .join(shared, on="lead", how="semi")
        .group_by("lead", "system")
        .agg(pl.col("known_as").n_unique())
        .filter(pl.col("known_as") > 1)["lead"]
        .unique()
    )


def _burst(leads: pl.DataFrame) -> pl.Series:
    """Leads that came in a ten-minute flood of one form: many, and several times that form's usual full hour.

    Not judged: what all came at one moment, as days without a time do, and forms most of whose leads came at
    once, as a bulk import leaves them.
    """
    when = pl.col("created_at")
    form = pl.concat_str(pl.col("system", "inbox", "campaign", "source").fill_null(""), separator="\x1f").hash()
    sent = (
        leads.select(when, "channel", form=form, place=pl.int_range(pl.len()))
        .filter(
            when.is_not_null(),
            ~pl.col("channel").is_in(_IN_PERSON).fill_null(value=False),
        )
        .sort("form", "created_at")
    )
    hours = sent.group_by("form", when.dt.truncate("1h")).len().group_by("form").agg(usual=pl.col("len").median())
    sent = sent.join(hours, on="form", how="left", maintain_order="left")
    code = (sent["form"] != sent["form"].shift()).fill_null(value=True).cum_sum().to_numpy().astype(np.int64)
    at = sent["created_at"].to_physical().to_numpy() // 1_000_000
    # one number a row that grows with form, then time; forms lie further apart than any two moments
    line = at - (at.min() if len(at) else 0)
    line = line + code * (int(line.max(initial=0)) + 2 * _WINDOW_US // 1_000_000)
    here = np.arange(len(line))
    upto = np.searchsorted(line, line + _WINDOW_US // 1_000_000, side="left")
    moments = np.cumsum(np.diff(line, prepend=-1) > 0)
    apart = moments[upto - 1] - moments[here] + 1 >= _MOMENTS
    many = (upto - here >= np.maximum(FEWEST, _TIMES_USUAL * sent["usual"].to_numpy())) & apart
    edges = np.zeros(len(line) + 1, np.int64)
    np.add.at(edges, here[many], 1)
    np.add.at(edges, upto[many], -1)
    flooded = sent.select("place", "form", flood=pl.Series(edges.cumsum()[:-1] > 0, dtype=pl.Boolean)).filter(
        pl.col("flood") & (2 * pl.col("flood").sum().over("form") <= pl.len().over("form"))
    )
    return leads.select(pl.int_range(pl.len()).is_in(flooded["place"].implode()).alias("flood"))["flood"]
