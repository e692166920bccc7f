"""What can be attributed and what cannot, in one sentence each."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from dashboard.charts import text
from dashboard.metrics.compare import FEWEST, apart, beyond_chance
from dashboard.metrics.once import once

_WORDS: Final = {
    "procedure_booked": ("procedure", "procedures"),
    "consult_booked": ("consult", "consults"),
    "leads": ("real lead", "real leads"),
}


@once
def unattributed_finding(found: pl.DataFrame, by: str) -> str:
    """How much of the furthest outcome has no known source; `found` as `attribution` gives it."""
    if found.is_empty():
        return "No real leads in this view"
    outcome = next(name for name in _WORDS if name == "leads" or (found[name].sum() or 0) > 0)
    none = found.filter(pl.col(by).is_null())
    part, whole = int(none[outcome].sum()), int(found[outcome].sum())
    singular, plural = _WORDS[outcome]
    if not part:
        return f"Every {singular} names its {by}"
    said = f"{text.share(part, whole)} {singular if whole == 1 else plural} {'has' if part == 1 else 'have'} no {by}"
    return f"{said}: nobody can say what brought them"


@once
def uneven_sentence(found: pl.DataFrame, by: str) -> str:
    """Whether leads without a source book more or less often than the others; '' where chance may explain it."""
    none, known = found.filter(pl.col(by).is_null()), found.filter(pl.col(by).is_not_null())
    if found["consult_booked"].null_count() or none.is_empty():
        return ""
    counts = [int(side[name].sum()) for side in (none, known) for name in ("consult_booked", "leads")]
    z = apart(*counts)
    if min(counts[1], counts[3]) < FEWEST or abs(z) <= beyond_chance(1):
        return ""
    return (
        f"Leads without a {by} book {'more' if z > 0 else 'less'} often: {text.share(counts[0], counts[1])} against "
        f"{text.share(counts[2], counts[3])}. What stands beside the other rows is {'less' if z > 0 else 'more'} "
        "than the whole."
    )


@once
def moved_sentence(found: pl.DataFrame, by: str) -> str:
    """How far first and last source tell different stories; '' where they are the same."""
    moved = int((found["last_leads"] - found["leads"]).abs().sum()) // 2
    if not moved:
        return ""
    return f"{text.count(moved)} {'lead' if moved == 1 else 'leads'} inquired again from another {by} than at first."


@once
def beyond_finding(claims: pl.DataFrame) -> str:
    """The campaign whose platform claims most beyond what arrived; '' where none does. As `claimed_beyond` gives it."""
    if claims.is_empty():
        return ""
    row: dict[str, Any] = claims.row(0, named=True)
    more = f", and {len(claims) - 1} more campaigns" if len(claims) > 2 else ""
    more = ", and one more campaign" if len(claims) == 2 else more
    platform = text.short(row["platform"] or "The platform", 30)
    return (
        f"{platform} claims {text.count(row['claimed'])} leads of {text.short(row['campaign'], 40)}, "
        f"{text.count(row['leads'])} arrived{more}. Claims are no leads: count what arrived."
    )
