"""What the phones hear, in one sentence each."""

from __future__ import annotations

import polars as pl

from dashboard.charts import text
from dashboard.charts.feedback import kind_label

_FEW_RATINGS = 3
"""Ratings from which a campaign's mean is spoken of."""
_MANY = {"question": "questions", "objection": "objections", "ask": "asks"}
"""Kinds of which one says that there are several."""


def themes_finding(found: pl.DataFrame) -> str:
    """The theme that rose most lately, else the one said most often."""
    if found.is_empty():
        return "Nothing was said in this view"
    rising = found.filter((pl.col("recent") >= 3) & (pl.col("recent") > 2 * pl.col("before")))
    if len(rising):
        theme, recent, before = rising.sort("recent", descending=True).select("theme", "recent", "before").row(0)
        return f"“{text.short(theme, 60)}” comes up more: {recent} in the last 4 weeks, {before} in the 4 before"
    row = found.row(0, named=True)
    times = "once" if row["said"] == 1 else f"{text.count(row['said'])} times"
    return f"“{text.short(row['theme'], 60)}” comes up most: {times}, from {_people(row['people'])}"


def weeks_finding(found: pl.DataFrame) -> str:
    """How many of the most frequent themes were still said in the newest week."""
    newest = found.filter(pl.col("week") == found["week"].max())
    heard = int((newest["said"] > 0).sum())
    return f"{heard} of the {len(newest)} most frequent themes were heard this week" if len(newest) else "No themes yet"


def kinds_finding(found: pl.DataFrame, by: str) -> str:
    """The value with most feedback that names one, and what it mostly is."""
    named = found.filter(pl.col(by).is_not_null())
    if named.is_empty():
        return f"No feedback names a {by}"
    most = named.group_by(by).agg(pl.col("said").sum()).sort("said", by, descending=[True, False])
    kind = named.filter(pl.col(by) == most[by][0]).sort("said", "kind", descending=[True, False]).row(0, named=True)
    whole = int(found["said"].sum())
    return (
        f"{text.short(most[by][0], 40)}: {text.share(most['said'][0], whole)} of what was heard, "
        f"mostly {_MANY.get(kind['kind'], kind_label(kind['kind']).lower())}"
    )


def asks_finding(statuses: list[str]) -> str:
    """How many asks still wait for an answer."""
    waiting = statuses.count("open")
    if not statuses:
        return "Nobody has asked for anything yet"
    if not waiting:
        return f"Every ask has its answer ({len(statuses)})"
    return f"{waiting} of {len(statuses)} asks {'waits' if waiting == 1 else 'wait'} for an answer"


def ratings_finding(found: pl.DataFrame) -> str:
    """The campaign whose leads counselors rate lowest, beside the share that is real."""
    rated = found.filter(pl.col("rated") >= _FEW_RATINGS)
    if rated.is_empty():
        return "Too few ratings to compare campaigns" if int(found["rated"].sum()) else "No lead was rated yet"
    row = rated.sort("rating", "campaign").row(0, named=True)
    said = f"Rated lowest: {text.short(row['campaign'], 40)}, {row['rating']:.1f} of 5 ({row['rated']} ratings)"
    return said + (f"; {text.share(row['real'], row['leads'])} real" if row["real"] is not None else "")


def contributors_finding(found: pl.DataFrame) -> str:
    """Who has not been heard from."""
    silent = found.filter(pl.col("said") == 0)["who"].to_list()
    heard = len(found) - len(silent)
    if not silent:
        return f"Everyone has been heard from ({heard})" if heard else "Nobody to hear from is known yet"
    if not heard:
        return f"Nobody has been heard from yet: {_people(len(silent))} could say something"
    names = text.listed(
        [text.short(name, 30) for name in silent[:4]] + ([f"{len(silent) - 4} more"] if silent[4:] else [])
    )
    return f"{heard} of {len(found)} have been heard from; not yet: {names}"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
