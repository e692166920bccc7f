"""Why leads did not book: not real, the wrong audience, never reached, or reached and lacking something.

Three explanations of leads that come in while nobody books, and what else became of them. Every lead falls under
exactly one, the first that fits in the order of `KINDS`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.compare import apart, beyond_chance
from dashboard.metrics.dimensions import Dimension, coded
from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import shares, wilson
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.leaks.reasons import speaks_for
from dashboard.metrics.once import once
from dashboard.metrics.progress import REAL
from dashboard.metrics.quality import MARKED, RULE, SHORT_CALL, Columns
from dashboard.metrics.tally import Axis
from dashboard.signals import SIGNALS, showing

KINDS: Final = ("booked", "not_real", "wrong_audience", "never_reached", "lacking", "open")
"""booked a consult; not real by a mark, a short call, or a sign of junk or reason for one nobody reached; wrong
audience by a sign or a reason given for the loss; lost before anybody reached them; lost after; still open."""
BOOKED: Final = "consult_booked"
NO_REASON: Final = "no reason recorded"
_PART: Final = 1 << 20
_REACHED: Final = stages.position("reached")

HYPOTHESES: Final[Columns] = dict.fromkeys(("leads", *KINDS), pl.Int64)
"""Columns of `hypotheses`: leads is the sum of the others, one for each of `KINDS`. Where the data do not say who was
reached, never_reached is null and such leads count under lacking."""

BESIDE_USUAL: Final[Columns] = {
    "leads": pl.Int64,
    "kind": pl.String,
    "part": pl.Int64,
    "of": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "usual": pl.Float64,
    "sure": pl.Boolean,
}
"""Columns of `beside_usual`, one row a value of the field and kind but booked: part of the `of` leads that did not
book, low..high the 95 % interval of that share, usual the share among all other leads of the practice in the same
period; null where there are none. sure: the two differ by more than chance, and neither is too few to say."""

DETAILS: Final = {"kind": pl.String, "detail": pl.String, "leads": pl.Int64}
"""Columns of `hypothesis_details`. detail: the signal's name, 'marked', 'short_call', 'agreed_rule', the reason as the
file has it or `NO_REASON`; null for leads never reached or still open, where there is none."""

DETAILS_BESIDE: Final = DETAILS | {"share": pl.Float64, "usual": pl.Float64}
"""Columns of `details_beside`: share is that of the leads that did not book, usual the same of all others in the
period; null where there are none."""


@once
def hypotheses(leads: Slice, by: str | None = None) -> pl.DataFrame:
    """Leads by what became of them, for each value of a field with leads in the slice; most leads first."""
    split = groups(leads, by)
    counted = leads.counts(*split.axes, _kind(leads.table)).reshape(split.size, len(KINDS))
    columns = {name: counted[:, place] for place, name in enumerate(KINDS)}
    answer = pl.DataFrame({"leads": counted.sum(axis=1)} | columns, schema=HYPOTHESES)
    if _REACHED not in leads.table.progress.answerable:
        answer = answer.with_columns(never_reached=pl.lit(None, pl.Int64))
    answer = split.labelled(answer)
    return answer.sort("leads", by, descending=[True, False], nulls_last=True) if by else answer


@once
def beside_usual(leads: Slice, everybody: Slice, by: str) -> pl.DataFrame:
    """Each value's reasons for not booking beside those of all others in `everybody`, the slice without its choices."""
    own, all_ = hypotheses(leads, by), hypotheses(everybody)
    whole = {kind: all_[kind][0] or 0 for kind in KINDS}
    kinds = [kind for kind in KINDS[1:] if own[kind].null_count() < len(own)]
    limit = beyond_chance(len(own) * len(kinds))
    rows = []
    for row in own.iter_rows(named=True):
        of = sum(row[kind] for kind in kinds)
        others = sum(whole[kind] for kind in kinds) - of
        for kind in kinds:
            rest = whole[kind] - row[kind]
            usual = rest / others if others else None
            sure = abs(apart(row[kind], of, rest, others)) > limit
            rows.append((row[by], row["leads"], kind, row[kind], of, None, None, None, usual, sure))
    answer = pl.DataFrame(rows, schema={by: pl.String, **BESIDE_USUAL}, orient="row")
    low, high = wilson(answer["part"], answer["of"])
    return answer.with_columns(
        share=pl.Series(shares(answer["part"], answer["of"])), low=pl.Series(low), high=pl.Series(high)
    ).fill_nan(None)


@once
def hypothesis_details(leads: Slice) -> pl.DataFrame:
    """What the leads of each kind that did not book showed or said, in the order of the kinds, most frequent first."""
    details = leads.table.kept("not booked details", lambda: _detail_codes(leads.table))
    counted = leads.counts(_kind(leads.table), details.axis)
    kind = pl.Enum(KINDS)
    return (
        pl.DataFrame(
            {
                "kind": [name for name in KINDS for _ in details.values],
                "detail": list(details.values) * len(KINDS),
                "leads": counted.ravel(),
            },
            schema=DETAILS,
        )
        .filter(pl.col("kind") != KINDS[0], pl.col("leads") > 0)
        .with_columns(pl.col("kind").cast(kind))
        .sort("kind", pl.col("detail") == NO_REASON, -pl.col("leads"), "detail")
        .select(pl.col(name).cast(dtype) for name, dtype in DETAILS.items())
    )


@once
def details_beside(leads: Slice, everybody: Slice) -> pl.DataFrame:
    """What the leads showed or said, beside all others in `everybody`, the slice without its choices."""
    own, all_ = hypothesis_details(leads), hypothesis_details(everybody)
    of = int(own["leads"].sum())
    others = int(all_["leads"].sum()) - of
    both = own.join(all_, on=["kind", "detail"], how="left", nulls_equal=True, maintain_order="left", suffix="_all")
    rest = pl.col("leads_all") - pl.col("leads")
    answer = both.with_columns(share=pl.col("leads") / of, usual=rest / others if others else pl.lit(None))
    return answer.select(pl.col(name).cast(kind) for name, kind in DETAILS_BESIDE.items())


def not_booked(leads: Slice, kind: str) -> pl.DataFrame:
    """The leads of the slice of this kind, newest first: where they come from and what is recorded of them."""
    rows = leads.rows()
    rows = rows[_kind(leads.table).codes[rows] == KINDS.index(kind)]
    columns = ("lead_id", "created_at", "campaign", "doctor", "status", "lost_reason", "import_id", "file", "row")
    found: pl.DataFrame = leads.table.leads.of(rows, *(name for name in columns if name in leads.table.leads.columns))
    return found.sort("created_at", "lead_id", descending=[True, False], nulls_last=True)


def _kind(table: LeadTable) -> Axis:
    """Each lead's place in `KINDS`."""
    return table.axis("not_booked_kind", len(KINDS), lambda: _kinds(table))


def _kinds(table: LeadTable) -> NDArray[np.generic]:
    furthest, lost = table.progress.furthest, table.progress.lost
    reached = furthest >= _REACHED
    junk, audience = (_signalled(table, hypothesis) for hypothesis in ("not_real", "wrong_audience"))
    said = {name: _said(table, name) for name in ("not_real", "wrong_audience")}
    unreal = (table.genuine.codes == 0) | ((table.real.codes == 0) & (REAL in table.progress.answerable))
    tells_reached = _REACHED in table.progress.answerable
    return np.select(
        [
            furthest >= stages.position(BOOKED),
            unreal | ((junk | (said["not_real"] & lost)) & ~reached),
            lost & (audience | said["wrong_audience"]),
            lost & ~reached & tells_reached,
            lost,
        ],
        [0, 1, 2, 3, 4],
        5,
    ).astype(np.uint8)


def _signalled(table: LeadTable, hypothesis: str) -> NDArray[np.bool_]:
    """Which leads show a sign that speaks for this; a duplicate is counted once and says nothing against the lead."""
    if table.leads.null_count("signals") == table.size:
        return np.zeros(table.size, bool)
    names = [signal.name for signal in SIGNALS if signal.hypothesis == hypothesis and signal.name != "duplicate"]
    found: NDArray[np.bool_] = table.leads.select(pl.any_horizontal(map(showing, names))).to_series().to_numpy()
    return found


def _said(table: LeadTable, hypothesis: str) -> NDArray[np.bool_]:
    """Which leads were lost for a reason that speaks for this."""
    reasons = table.dimension("lost_reason")
    fits = np.array([value is not None and speaks_for(value) == hypothesis for value in reasons.values])
    found: NDArray[np.bool_] = fits[reasons.axis.codes]
    return found


def _detail_codes(table: LeadTable) -> Dimension:
    """What each lead showed or said, as a split of all leads; made in parts, since a part's texts are let go of."""
    signs, reasons = (signal.name for signal in SIGNALS), table.dimension("lost_reason").values
    values = dict.fromkeys(
        (*signs, MARKED, SHORT_CALL, RULE, NO_REASON, *(value for value in reasons if value is not None))
    )
    told = pl.Enum([*values])
    parts = [
        _details(table, np.arange(start, min(start + _PART, table.size)))["detail"].cast(told).to_physical()
        for start in range(0, table.size, _PART)
    ]
    codes = pl.concat(parts).cast(pl.UInt32).fill_null(len(values)) if parts else pl.Series([], dtype=pl.UInt32)
    return coded("not_booked_detail", (*values, None), codes.to_numpy())


def _details(table: LeadTable, rows: NDArray[np.int64]) -> pl.DataFrame:
    own = table.leads.of(rows, "signals", "lost_reason").with_columns(
        kind=pl.Series([KINDS[code] for code in range(len(KINDS))]).gather(_kind(table).codes[rows]),
        genuine=pl.Series(table.genuine.codes[rows] == 1),
        real=pl.Series(table.real.codes[rows] == 1),
        short=pl.Series(table.short_call.codes[rows] == 1),
    )
    signs = [(signal, pl.when(showing(signal.name)).then(pl.lit(signal.name))) for signal in SIGNALS]
    junk, audience = (
        pl.coalesce(sign for signal, sign in signs if signal.hypothesis == hypothesis and signal.name != "duplicate")
        for hypothesis in ("not_real", "wrong_audience")
    )
    reason = pl.col("lost_reason").fill_null(NO_REASON)
    detail = (
        pl.when(pl.col("kind") == "not_real")
        .then(
            pl.coalesce(
                pl.when(~pl.col("genuine")).then(pl.coalesce(junk, pl.col("lost_reason"), pl.lit(MARKED))),
                pl.when(~pl.col("real") & pl.col("short")).then(pl.lit(SHORT_CALL)),
                pl.when(~pl.col("real")).then(pl.lit(RULE)),
                junk,
                reason,
            )
        )
        .when(pl.col("kind") == "wrong_audience")
        .then(pl.coalesce(audience, reason))
        .when(pl.col("kind") == "lacking")
        .then(reason)
    )
    return own.select("kind", detail=detail)
