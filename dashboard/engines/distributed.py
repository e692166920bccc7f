"""From the published tables to leads coded on a cluster, each part by what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from dashboard import schema
from dashboard.engines import cluster, parts
from dashboard.engines.far import FarTable
from dashboard.engines.ranks import between
from dashboard.metrics.progress import DAY_US, FEWEST_STEPS, Known, end_of_periods, slowest_days
from dashboard.practice import Practice

if TYPE_CHECKING:
    from daft import DataFrame

_HOUR_US: Final = 3_600_000_000


def far_table(
    tables: Mapping[str, tuple[str, int]], practice: Practice, segments: Mapping[str, str], fields: Sequence[str],
    axes: Sequence[str], stage: str, as_of: datetime | None,
) -> FarTable:  # fmt: skip
    """The published leads, coded where they lie for what a figure counts by."""
    leads = _told(tables, segments, as_of)
    moment = as_of or _newest(leads)
    whole = _whole(leads, practice, segments, moment)
    wanted = parts.Wanted(tuple(fields), tuple(axes), stage, len(whole.known.answerable))
    code = partial(parts.coded, practice=practice, segments=segments, whole=whole, wanted=wanted)
    coded = cluster.mapped(leads, code, wanted.schema, again=False).collect()
    return FarTable(coded, practice, segments, whole, stage)


def _told(tables: Mapping[str, tuple[str, int]], segments: Mapping[str, str], as_of: datetime | None) -> DataFrame:
    """The leads with what their touches tell, in parts."""
    import daft

    leads, touches = (cluster.read(*tables[kind]) for kind in ("leads", "touches"))
    types = {**schema.stored_columns("leads"), **{name: pl.String() for name in segments if name in leads.column_names}}
    leads = leads.select(*types)
    rows = leads.count_rows()
    if not touches.count_rows():
        return cluster.parted(leads, "lead_id", rows).collect()
    handed = touches.where(daft.col("handed_to").not_null()).count_rows() > 0
    renamed = [
        daft.col(name).alias(f"{parts.TOUCH}{name}") for name in schema.stored_columns("touches") if name != "lead_id"
    ]
    marked = touches.select("lead_id", *renamed).with_column(parts.IS_TOUCH, daft.lit(value=True))
    both = cluster.parted(leads.union_all_by_name(marked), "lead_id", rows)
    return cluster.mapped(both, partial(parts.told, columns=list(types), upto=as_of, handed=handed), types).collect()


def _newest(leads: DataFrame) -> datetime:
    found = cluster.polars(cluster.mapped(leads, parts.news, parts.NEWS, again=False))
    newest = found["newest"].max()
    return newest if isinstance(newest, datetime) else end_of_periods(found)


def _whole(leads: DataFrame, practice: Practice, segments: Mapping[str, str], as_of: datetime) -> parts.Whole:
    """What holds for all leads, from what each part can answer by itself."""
    ask = partial(parts.found, practice=practice, segments=segments, as_of=as_of)
    said = cluster.polars(cluster.mapped(leads, ask, parts.FOUND, again=False))
    answerable, dated = (_positions(said[name]) for name in ("answerable", "dated"))
    flags = {name: bool(said[name].any()) for name in ("created", "hours", "responses", "priced")}
    whole = parts.Whole(as_of, Known(answerable, dated, {}), int(said["size"].sum()), **flags)
    limits = _silent_after(leads, practice, segments, whole)
    return parts.Whole(as_of, Known(answerable, dated, limits), whole.size, **flags)


def _positions(bits: pl.Series) -> frozenset[int]:
    return frozenset(place for number in bits for place in range(number.bit_length()) if number >> place & 1)


def _silent_after(
    leads: DataFrame, practice: Practice, segments: Mapping[str, str], whole: parts.Whole
) -> dict[int, float]:
    """As progress does it for leads that are here: silence in days after which a lead at a stage counts as lost."""
    order = sorted(whole.known.answerable)
    columns = {f"step{place}": pl.Int64() for place in range(1, len(order))}
    if not columns:
        return {}
    take = partial(parts.steps, practice=practice, segments=segments, whole=whole)
    taken = cluster.mapped(leads, take, columns, again=False).collect()
    limits = {}
    for place, stage in enumerate(order[:-1]):
        name = f"step{place + 1}"
        few = taken.where(taken[name] >= 0).count_rows() < FEWEST_STEPS
        cuts = {} if few else between(taken, name, _HOUR_US, (practice.silent_share,), [])
        limits[stage] = slowest_days(None, practice)
        for ((low, high, part),) in cuts.values():
            limits[stage] = float(np.quantile([low, high], part)) / DAY_US
    return limits
