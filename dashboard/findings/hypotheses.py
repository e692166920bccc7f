"""Why leads did not book, in one sentence."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.charts import text
from dashboard.findings.slice_words import Label, slice_words
from dashboard.metrics.compare import FEWEST
from dashboard.metrics.hypotheses import NO_REASON
from dashboard.metrics.once import once
from dashboard.metrics.quality import MARKED, RULE, SHORT_CALL
from dashboard.signals import BY_NAME

WORDS: Final = {
    "booked": "booked",
    "not_real": "not real",
    "wrong_audience": "the wrong audience",
    "never_reached": "never reached",
    "lacking": "reached, and lacking something",
    "open": "still open",
}
_WERE: Final = {
    "not_real": ("was not real", "were not real"),
    "wrong_audience": ("was the wrong audience", "were the wrong audience"),
    "never_reached": ("was never reached", "were never reached"),
    "lacking": ("was reached and lacked something", "were reached and lacked something"),
    "open": ("is still open", "are still open"),
}
_DETAILS: Final = {
    MARKED: "Marked as not real in the file",
    SHORT_CALL: "Call unanswered or too short",
    RULE: "Not within the agreed rule",
    NO_REASON: "No reason recorded",
}
EXPLANATIONS: Final = ("not_real", "wrong_audience", "never_reached", "lacking")


@once
def hypotheses_finding(beside: pl.DataFrame, by: str, label: Label) -> str:
    """The group whose leads failed to book for a reason far more frequent than elsewhere, else the commonest reason.

    `beside` as `beside_usual` gives it.
    """
    told = beside.filter(pl.col("sure") & pl.col("kind").is_in(EXPLANATIONS) & (pl.col("share") > pl.col("usual")))
    told = told.filter(pl.col(by).is_not_null())
    if len(told):
        worst = told.sort((pl.col("share") - pl.col("usual")) * pl.col("of"), descending=True, maintain_order=True)
        row = worst.row(0, named=True)
        was, were = _WERE[row["kind"]]
        who = slice_words(((by, row[by]),), label)
        return (
            f"{who}: of the leads that did not book, {text.share(row['part'], row['of'])} "
            f"{was if row['part'] == 1 else were}; elsewhere {text.percent(row['usual'])}"
        )
    whole = beside.group_by("kind", maintain_order=True).agg(pl.col("part").sum())
    total = int(whole["part"].sum())
    if not total:
        return "Every lead in this view booked a consult"
    if total < FEWEST:
        return f"{text.count(total)} {'lead' if total == 1 else 'leads'} did not book: too few to say why"
    kind, part = whole.filter(pl.col("kind").is_in(EXPLANATIONS)).sort("part", descending=True).row(0)
    was, were = _WERE[kind]
    return (
        f"Of the leads that did not book, {text.share(part, total)} {was if part == 1 else were}; no group stands out"
    )


def listed_words(number: int, kind: str, of: tuple[str, str | None] | None, label: Label) -> str:
    """What stands above a list of leads of one kind: of one value of a field, or of all together; not escaped."""
    leads = f"{text.count(number)} {'lead' if number == 1 else 'leads'}"
    if of is None:
        return f"{leads}: {WORDS[kind]}"
    by, value = of
    who = f"{label(by)} not known" if value is None else slice_words((of,), label)
    return f"{leads}, {who}: {WORDS[kind]}"


def detail_words(kind: str, detail: str | None) -> str:
    """What a lead of this kind showed or said, as people read it; not escaped."""
    if detail is None:
        return WORDS[kind]
    if detail in _DETAILS:
        return _DETAILS[detail]
    return f"Sign: {BY_NAME[detail].label.lower()}" if detail in BY_NAME else detail
