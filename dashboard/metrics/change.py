"""Why a rate changed: other leads than before (mix), or the same kinds of leads going on less or more often (rate)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.compare import apart, beyond_chance
from dashboard.metrics.leads import Slice
from dashboard.metrics.once import once

CHANGE: Final = {
    "value": pl.String,
    "leads": pl.Int64,
    "converted": pl.Int64,
    "before_leads": pl.Int64,
    "before_converted": pl.Int64,
    "rate": pl.Float64,
    "before_rate": pl.Float64,
    "mix": pl.Float64,
    "effect": pl.Float64,
    "mix_sure": pl.Boolean,
    "effect_sure": pl.Boolean,
}
"""Columns of `change_by`, one row a value of the field, null: not known. leads had reached the first stage, converted
of them the second; before_... the same in the period compared. mix: the part of the change that goes with this
value's share of the leads having grown or shrunk, effect: with its own rate having moved; both as fractions, and the
sum of both columns is the change of the whole rate, exactly. ..._sure: more than chance explains, and not too few."""

WORTH_SAYING: Final = 0.1
"""A part of the change smaller than this share of it is not told by itself."""
_COUNTS: Final = ("leads", "converted", "before_leads", "before_converted")
TOLD_APART_BY: Final = (
    "channel", "source", "campaign", "location", "doctor", "procedure", "patient_type", "owner", "response_band",
    "arrival_hours",
)  # fmt: skip
"""The fields looked at for what explains a change; of equals the first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of the leads at one stage that went on to a later one. Raises ValueError the wrong way round."""

    base: str
    stage: str

    def __post_init__(self) -> None:
        if stages.position(self.base) >= stages.position(self.stage):
            raise ValueError(f"{self.base} does not come before {self.stage}.")


@dataclass(frozen=True, slots=True)
class Changed:
    """A rate now and before, each as converted of leads."""

    rate: Rate
    converted: int
    leads: int
    before_converted: int
    before_leads: int

    @property
    def points(self) -> float:
        """The change, as a fraction."""
        return self.converted / self.leads - self.before_converted / self.before_leads

    @property
    def sure(self) -> bool:
        """Whether chance is an unlikely reason, for one rate looked at."""
        spread = apart(self.converted, self.leads, self.before_converted, self.before_leads)
        return abs(spread) > beyond_chance(1)


@once
def changed(now: Slice, before: Slice, rate: Rate) -> Changed | None:
    """The rate in both periods; None where one of them has no leads at its first stage."""
    here, then = (_reached(leads.counts(leads.table.furthest)[None, :], rate) for leads in (now, before))
    found = Changed(rate, int(here[1][0]), int(here[0][0]), int(then[1][0]), int(then[0][0]))
    return found if found.leads and found.before_leads else None


@once
def change_by(now: Slice, before: Slice, rate: Rate, by: str) -> pl.DataFrame:
    """The change split over the values of a field (Kitagawa 1955, JASA 50:1168); the largest part first.

    mix = (share now - share before) x (mean of the value's two rates - mean of the whole's two rates), effect =
    (rate now - rate before) x mean of its two shares. A value without leads in one period keeps its other rate
    there, so that all of it is mix. Empty where one period has no leads at all.
    """
    pair = _counted(now, by, rate).join(
        _counted(before, by, rate).rename({"leads": "before_leads", "converted": "before_converted"}),
        on="value", how="full", coalesce=True, nulls_equal=True,
    ).fill_null(0).filter((pl.col("leads") > 0) | (pl.col("before_leads") > 0))  # fmt: skip
    n, c, n0, c0 = (pair[name].to_numpy().astype(float) for name in _COUNTS)
    if not n.sum() or not n0.sum():
        return pl.DataFrame(schema=CHANGE)
    rates, rates0 = _or_other(c, n, c0, n0), _or_other(c0, n0, c, n)
    shares, shares0 = n / n.sum(), n0 / n0.sum()
    whole = (c.sum() / n.sum() + c0.sum() / n0.sum()) / 2
    off = (rates + rates0) / 2 - whole
    mix, effect = (shares - shares0) * off, (rates - rates0) * (shares + shares0) / 2
    limit = beyond_chance(2 * len(pair))
    sure = [
        (
            abs(apart(int(n[row]), int(n.sum()), int(n0[row]), int(n0.sum()))) > limit,
            abs(apart(int(c[row]), int(n[row]), int(c0[row]), int(n0[row]))) > limit,
        )
        for row in range(len(pair))
    ]
    answer = pair.with_columns(
        rate=pl.Series(np.where(n > 0, rates, np.nan)).fill_nan(None),
        before_rate=pl.Series(np.where(n0 > 0, rates0, np.nan)).fill_nan(None),
        mix=pl.Series(mix),
        effect=pl.Series(effect),
        mix_sure=pl.Series([moved for moved, _ in sure], dtype=pl.Boolean),
        effect_sure=pl.Series([moved for _, moved in sure], dtype=pl.Boolean),
    ).select(pl.col(name).cast(kind) for name, kind in CHANGE.items())
    largest = pl.max_horizontal(pl.col("mix").abs(), pl.col("effect").abs())
    return answer.sort(largest, "value", descending=[True, False], nulls_last=True)


@once
def parts(change: pl.DataFrame, points: float) -> pl.DataFrame:
    """The sure parts that go the way the rate went and tell something, largest first.

    Columns: value, kind (mix or effect), part, beyond (the part less the value's share of all rate effects, what it
    would have had if all rates had moved alike) and more: whether the value's share of the leads has grown. What is
    beyond that by less than a tenth of the change is left out: nine leads in ten explain nine tenths of any change
    and nothing at all.
    """
    leads, before = (change[name] / max(1, change[name].sum()) for name in ("leads", "before_leads"))
    even = (leads + before) / 2 * change["effect"].sum()
    long = pl.concat(
        change.select("value", kind=pl.lit(kind), part=kind, sure=f"{kind}_sure").with_columns(
            beyond=pl.col("part") - (even if kind == "effect" else 0.0), more=leads > before
        )
        for kind in ("mix", "effect")
    )
    return (
        long.filter(pl.col("sure") & (pl.col("beyond") * points >= WORTH_SAYING * points**2) & (points != 0))
        .sort(pl.col("part").abs(), descending=True, maintain_order=True)
        .select("value", "kind", "part", "beyond", "more")
    )


def _counted(leads: Slice, by: str, rate: Rate) -> pl.DataFrame:
    dimension = leads.table.dimension(by)
    base, converted = _reached(leads.counts(dimension.axis, leads.table.furthest), rate)
    return pl.DataFrame(
        {"value": list(dimension.values), "leads": base, "converted": converted},
        schema={"value": pl.String, "leads": pl.Int64, "converted": pl.Int64},
    )


def _reached(counted: NDArray[np.int64], rate: Rate) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    base, stage = stages.position(rate.base), stages.position(rate.stage)
    return counted[:, base:].sum(axis=1), counted[:, stage:].sum(axis=1)


def _or_other(
    part: NDArray[np.float64], whole: NDArray[np.float64], other: NDArray[np.float64], of: NDArray[np.float64]
) -> NDArray[np.float64]:
    """part/whole, or the other period's where this one has none."""
    elsewhere = np.divide(other, of, out=np.zeros_like(other), where=of > 0)
    return np.divide(part, whole, out=elsewhere, where=whole > 0)
