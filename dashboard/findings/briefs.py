"""What runs, who knows of it, and what came of it, in one sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from dashboard.charts import text
from dashboard.metrics.compare import FEWEST, standing_out
from dashboard.metrics.once import once


@once
def running_finding(running: pl.DataFrame, today: date) -> str:
    """How many campaigns run today by a brief."""
    now = running.filter((pl.col("since") <= today) & (pl.col("until") > today))["brief"].n_unique()
    if not now:
        return "No campaign runs by a brief today"
    return "One campaign runs by a brief today" if now == 1 else f"{now} campaigns run by a brief today"


def read_finding(version: int, read: Sequence[str], unread: Sequence[str]) -> str:
    """Who has not read this version yet."""
    if not unread:
        return (
            f"Everyone has read version {version} ({len(read)})" if read else f"Nobody has read version {version} yet"
        )
    names = text.listed(
        [text.short(name, 30) for name in unread[:6]] + ([f"{len(unread) - 6} more"] if unread[6:] else [])
    )
    return f"{len(read)} of {len(read) + len(unread)} have read version {version}; not yet: {names}"


@once
def versions_finding(found: pl.DataFrame) -> str:
    """Whether booking differs between the versions of one brief."""
    leads = int(found["leads"].sum())
    if not leads:
        return "No lead came in under this brief yet"
    counted = found.filter(pl.col("real").is_not_null() & pl.col("consult_booked").is_not_null())
    rates = counted.select("version", leads="real", converted="consult_booked")
    enough = rates.filter(pl.col("leads") >= FEWEST)
    if len(enough) < 2:
        return f"{text.count(leads)} {'lead' if leads == 1 else 'leads'} came in under this brief"
    stands = standing_out(enough)
    if not stands:
        return "Booking does not differ between the versions: what differs could be chance"
    row = enough.row(stands[0], named=True)
    word = "fewer" if stands[1] < 0 else "more"
    return f"Version {row['version']}: {word} booked a consult, {text.share(row['converted'], row['leads'])}"
