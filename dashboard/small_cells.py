"""Small counts kept out of what leaves the room: among ten people, somebody who knows one may find them.

A row that counts 1 to 10 people anywhere, or leaves so few between a whole and a part of it, loses all its numbers. So
that none can be worked out from a total, further rows lose theirs, the smallest first, until every sum over what is
hidden is of two rows and more than 10 people; in a funnel the stages beside a hidden one go with it, since each begins
with what the one before passed on.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Final

import numpy as np
import polars as pl

from dashboard.stages import NAMES

LARGEST: Final = 10
"""The largest count that is hidden; none is shown as none."""
SAID: Final = "Counts from 1 to 10, and what would give them away, are hidden."
HIDDEN: Final = "(hidden)"
_NO_COUNTS: Final = frozenset({
    "weekday", "hour", "day", "rank", "id", "version", "row", "rating", "theme_id", "impressions", "clicks", "month",
    "file", "import", "sync", "baseline", "brief",
})  # fmt: skip
"""Whole numbers that count no people."""
_WHOLES: Final = ("leads", "inquiry")
_PARTS: Final = frozenset(
    {"converted", "answered", "there", "never", "attempted", "reached", "never_attempted", "never_reached"}
)
"""Counts that are part of the leads of their row."""
_EXACT: Final = 1e-6
"""A share times its whole is a whole number but for this much."""
_PART_OF: Final = re.compile(r"(\d[\d,]*) of (?:all )?(\d[\d,]*)(?: \([^()]*%\))?")
_PEOPLE: Final = (
    r"leads?|inquir|consults?|procedures?|people|persons?|patients?|no-shows?|times|more|fewer|answer|book|won|lost|"
    r"of them|open(?!ing)|calls?|went|still|reached|never|so far|already"
)
_COUNTED: Final = re.compile(
    rf"(?<![\d.,:/$€£-])([1-9]|10)(?= (?:\w+[ -]){{0,2}}(?:{_PEOPLE})\w*|, goal)|(?<=”: )([1-9]|10)(?= \()"
)
_ONCE: Final = re.compile(r"(?<=said )once(?= in )")
_BETWEEN: Final = re.compile(r"\((\d[\d,]*) to (\d[\d,]*)\)")


def without_small(table: pl.DataFrame) -> pl.DataFrame:
    """The table with the numbers of its small rows null; no row at all of a list of single leads."""
    if of_single_leads(table):
        return table.clear()
    counts = [name for name, dtype in table.schema.items() if _counts(name, dtype)]
    if not counts or table.is_empty():
        return table
    keys = [name for name, dtype in table.schema.items() if _names(name, dtype)]
    numbers = table.select(pl.col(counts).fill_null(0).cast(pl.Float64)).to_numpy()
    places = {name: at for at, name in enumerate(counts)}
    left = [numbers[:, places[whole]] - numbers[:, places[part]] for whole, part in _parted(counts)]
    few = _steps(table, keys) | _told_by_shares(table, numbers)
    small = _hidden(numbers, np.column_stack([numbers, *left]), table.select(keys), few)
    hide = pl.Series(small)
    others = [name for name in table.columns if name not in keys]
    few = {name: _few_within(name) if _listed(dtype) else pl.lit(False) for name, dtype in table.schema.items()}
    return table.with_columns(pl.when(~hide & ~few[name]).then(pl.col(name)).alias(name) for name in others)


def of_single_leads(table: pl.DataFrame) -> bool:
    """Whether each row is one lead, under the stored name of its number or the one people read."""
    return "lead_id" in table.columns or "Lead" in table.columns


def sentence_without_small(text: str) -> str:
    """A sentence in which no count from 1 to 10 is said, nor a part or a whole that leaves so few."""

    def part(match: re.Match[str]) -> str:
        of, whole = (int(match[at].replace(",", "")) for at in (1, 2))
        return f"{HIDDEN} of {HIDDEN}" if any(1 <= one <= LARGEST for one in (of, whole, whole - of)) else match[0]

    def between(match: re.Match[str]) -> str:
        few = any(1 <= int(match[at].replace(",", "")) <= LARGEST for at in (1, 2))
        return HIDDEN if few else match[0]

    told = _BETWEEN.sub(between, _PART_OF.sub(part, text))
    return _COUNTED.sub(HIDDEN, _ONCE.sub(f"{HIDDEN} times", told))


def rows_without_small(rows: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    """Rows that begin with a name; one that says a count from 1 to 10 anywhere says no number and no time either."""
    return tuple((row[0], *map(_bare, row[1:])) if any(map(_few, row[1:])) else row for row in rows)


def _bare(cell: Any) -> Any:
    if isinstance(cell, str):
        return HIDDEN if any(sign.isdigit() for sign in cell) else cell
    return None


def _few(cell: object) -> bool:
    if isinstance(cell, str):
        return sentence_without_small(cell) != cell
    return isinstance(cell, int) and 1 <= cell <= LARGEST


def _counts(name: str, dtype: pl.DataType) -> bool:
    timed = name.endswith(("_s", "_days", "_hours", "_id"))
    return name == "platform_leads" or (dtype.is_integer() and name not in _NO_COUNTS and not timed)


def _listed(dtype: pl.DataType) -> bool:
    """Whether each cell lists things, with how many leads each has."""
    inner = dtype.inner if isinstance(dtype, pl.List) else None
    return isinstance(inner, pl.Struct) and any(field.name == "leads" for field in inner.fields)


def _few_within(name: str) -> pl.Expr:
    """Whether a cell that lists things says a small count of one of them."""
    return pl.col(name).list.eval(pl.element().struct.field("leads").is_between(1, LARGEST)).list.any().fill_null(False)


def _names(name: str, dtype: pl.DataType) -> bool:
    """Whether a column says what a row is about; everything else may tell of the people in it."""
    words = isinstance(dtype, pl.String | pl.Categorical | pl.Enum | pl.Boolean) and name not in (
        "top_responder",
        "currency",
        "Look up",
    )
    return words or (name in _NO_COUNTS and not dtype.is_nested()) or dtype == pl.Date


def _parted(counts: list[str]) -> list[tuple[str, str]]:
    """The counts of a row that are parts of another, each behind its whole: the leads, or the stage before."""
    whole = next((name for name in _WHOLES if name in counts), None)
    if whole is None:
        return []
    steps = [whole, *(name for name in NAMES[1:] if name in counts)]
    return [*pairwise(steps), *((whole, name) for name in counts if name in _PARTS)]


def _told_by_shares(table: pl.DataFrame, numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Rows in which a share of a count is that of so few, or of all but so few: 95 % of 60 leaves 3."""
    small = np.zeros(table.height, dtype=bool)
    for name, dtype in table.schema.items():
        if dtype != pl.Float64 or name.endswith(("_s", "_days")) or _counts(name, dtype):
            continue
        share = table[name].fill_null(0).fill_nan(0).to_numpy()[:, None]
        part = share * numbers
        whole = np.abs(part - np.round(part)) < _EXACT
        few = _is_few(np.round(part)) | _is_few(np.round(numbers - part))
        small |= ((share > 0) & (share < 1) & whole & few).any(axis=1)
    return small


def _is_few(counts: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray((counts >= 1) & (counts <= LARGEST))


def _steps(table: pl.DataFrame, keys: list[str]) -> np.ndarray[Any, Any]:
    """The days of a curve that are so few people apart from the last one shown that its course would tell them."""
    small = np.zeros(table.height, dtype=bool)
    if not {"day", "at_risk", "converted"} <= set(table.columns):
        return small
    at_risk, converted = (table[name].fill_null(0).to_list() for name in ("at_risk", "converted"))
    for rows in _parts(table.select(keys), [name for name in keys if name != "day"]):
        shown, since = None, 0
        for row in rows:
            since += converted[row]
            left = 0 if shown is None else at_risk[shown] - at_risk[row]
            ended = 0 if shown is None else left - converted[shown] - since + converted[row]
            small[row] = any(1 <= one <= LARGEST for one in (since, left, ended, converted[row], at_risk[row]))
            shown, since = (shown, since) if small[row] else (row, 0)
    return small


def _hidden(
    numbers: np.ndarray[Any, Any],
    told: np.ndarray[Any, Any],
    keys: pl.DataFrame,
    few: np.ndarray[Any, Any],
) -> np.ndarray[Any, Any]:
    """Which rows lose their numbers, those of `few` among them; `told` are the counts of each with those that can be
    worked out within it."""
    core = few | _is_few(told).any(axis=1)
    size = numbers.max(axis=1)
    sums, chains = _summed(keys, len(size)), _chains(keys)
    while True:
        before = core.copy()
        for rows in sums:
            _complete(core, size, numbers, rows)
        if np.array_equal(core, before):
            return _with_neighbours(core, chains)


def _with_neighbours(core: np.ndarray[Any, Any], chains: list[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    hidden = core.copy()
    for chain in chains:
        hidden[chain[1:]] |= core[chain[:-1]]
        hidden[chain[:-1]] |= core[chain[1:]]
    return hidden


def _complete(
    small: np.ndarray[Any, Any], size: np.ndarray[Any, Any], numbers: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]
) -> None:
    """Hide further rows of those that add up to a known sum, until what is hidden cannot be told from it."""
    while small[rows].any():
        hidden = rows[small[rows]]
        total = numbers[hidden].sum(axis=0)
        told = (hidden.size == 1) | ((total > 0) & (total <= LARGEST)).any()
        left = rows[~small[rows] & (size[rows] > 0)]
        if not told or not left.size:
            return
        small[left[np.argmin(size[left])]] = True


def _summed(keys: pl.DataFrame, height: int) -> list[np.ndarray[Any, Any]]:
    """The rows that add up to what another table may say: all, or those that share a value of one of several keys.

    A funnel's stages contain each other and add up to nothing; its groups do, stage by stage.
    """
    several = [name for name in keys.columns if keys[name].n_unique() > 1]
    if "stage" in several:
        return _parts(keys, ["stage"]) if len(several) > 1 else []
    if len(several) < 2:
        return [np.arange(height)] if several else []
    return [rows for name in several for rows in _parts(keys, [name])]


def _chains(keys: pl.DataFrame) -> list[np.ndarray[Any, Any]]:
    """The rows of each funnel, stage by stage."""
    if "stage" not in keys.columns:
        return []
    return _parts(keys, [name for name in keys.columns if name != "stage" and keys[name].n_unique() > 1])


def _parts(keys: pl.DataFrame, by: list[str]) -> list[np.ndarray[Any, Any]]:
    numbered = keys.with_columns(_at=pl.int_range(pl.len()))
    parts = numbered.partition_by(by, maintain_order=True) if by else [numbered]
    return [np.array(part["_at"].to_list()) for part in parts]
