"""What a change of a rate goes with, over all fields together and nothing counted twice.

A part is taken out before the next one is looked for: once the share of social leads is held still, fewer leads of a
campaign that social leads come from are no part of their own any more.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from dashboard import stages
from dashboard.metrics.change import TOLD_APART_BY, WORTH_SAYING, Rate
from dashboard.metrics.compare import beyond_chance
from dashboard.metrics.leads import Slice
from dashboard.metrics.moved import BANDS, Part, Side, of_field, share_of, slower, take_out

CONTRIBUTIONS: Final = {
    "field": pl.String,
    "value": pl.String,
    "kind": pl.String,
    "points": pl.Float64,
    "more": pl.Boolean,
}
"""Columns of `contributions`, in the order they were taken out, the rest last; points add up to the whole change.

kind: mix (the value's share of the leads moved), rate (its leads went on more or less often), waiting (its leads, or
with a null field all leads, were answered sooner or later) or rest. points: the part of the change, as a fraction.
more: whether the share, the rate or the waiting grew; null for the rest. A null value of a field: not known.
"""

MOST: Final = 4
ROUNDING: Final = 1e-9
"""A smaller part comes of the order in which fractions are summed."""
BY_WAITING: Final = 0.5
"""Where slower answers make up so much of a value's lower rate, they are told instead."""
IN_ONE_PLACE: Final = 0.8
"""A part of all leads' slower answers so large, from one value, is told of that value ..."""
NOT_EVERYBODY: Final = 0.6
"""... unless it has more than this share of the leads."""


def contributions(now: Slice, before: Slice, rate: Rate) -> pl.DataFrame:
    """The largest parts of a rate's change that chance does not explain, each worked out on what those before it left.

    A value is set beside all other leads: its mix and rate effects are those of Kitagawa (1955) with two groups. To
    take the mix out, the value gets the mean of its two shares in both periods; to take the rate out, the mean of its
    two rates. A part smaller than a tenth of the whole change is not told. Empty where a period has no leads.
    """
    here, then, values = _sides(now, before, rate)
    if not len(here.weight) or not len(then.weight):
        return pl.DataFrame(schema=CONTRIBUTIONS)
    whole = left = here.rate - then.rate
    rows: list[tuple[str | None, str | None, str, float, bool | None]] = []
    for _ in range(MOST):
        part = _largest(here, then, {name: len(held) for name, held in values.items()}, abs(whole))
        if part is None:
            break
        take_out(part, here, then)
        rest = here.rate - then.rate
        value = values[part.field][part.code] if part.field else None
        rows.append((part.field, value, part.kind, left - rest, part.more))
        left = rest
    rows.append((None, None, "rest", left, None))
    return pl.DataFrame(rows, schema=CONTRIBUTIONS, orient="row")


def _sides(now: Slice, before: Slice, rate: Rate) -> tuple[Side, Side, dict[str, list[str | None]]]:
    """Both periods with one numbering of each field's values; they may come from tables as of different moments."""
    names: list[str] = [
        name for name in TOLD_APART_BY if name in now.table.dimensions and name in before.table.dimensions
    ]
    values = {
        name: list(dict.fromkeys((*now.table.dimension(name).values, *before.table.dimension(name).values)))
        for name in names
    }
    sides = []
    for leads in (now, before):
        table, rows = leads.table, leads.rows()
        rows = rows[table.progress.furthest[rows] >= stages.position(rate.base)]
        codes = {}
        for name in names:
            dimension = table.dimension(name)
            place = {value: code for code, value in enumerate(values[name])}
            codes[name] = np.array([place[value] for value in dimension.values], np.int64)[dimension.axis.codes[rows]]
        gone = table.progress.furthest[rows] >= stages.position(rate.stage)
        sides.append(Side(codes, np.ones(len(rows)), gone.astype(float)))
    return sides[0], sides[1], values


def _largest(here: Side, then: Side, sizes: dict[str, int], whole: float) -> Part | None:
    fields = {name: size for name, size in sizes.items() if name != BANDS}
    limit = beyond_chance(2 * sum(fields.values()) + 1)
    found = [part for name, size in fields.items() for part in of_field(here, then, name, size, limit)]
    if BANDS in sizes:
        found += slower(here, then, None, 1, sizes[BANDS], limit)
    found = [part for part in found if abs(part.beyond) > max(ROUNDING, WORTH_SAYING * whole)]
    if not found:
        return None
    # of equals what there is more of, then the first field's
    best = max(found, key=lambda part: (round(abs(part.beyond), 9), part.more))
    if BANDS not in sizes or best.kind == "mix":
        return best
    if best.kind == "rate" and best.field:
        own = slower(here, then, best.field, sizes[best.field], sizes[BANDS], limit)
        return next((one for one in own if one.code == best.code and one.by / best.by >= BY_WAITING), best)
    inside = [
        one
        for name, size in fields.items()
        for one in slower(here, then, name, size, sizes[BANDS], limit)
        if one.beyond / best.beyond >= IN_ONE_PLACE and share_of(here, then, name, one.code) <= NOT_EVERYBODY
    ]
    return max(inside, key=lambda part: round(abs(part.beyond), 9), default=best)
