"""What is known does not depend on how a history of files was cut up, ordered, repeated or partly taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.schema import Kind
from dashboard.store.current import current
from dashboard.store.receipts import receipts_of, stored_rows
from dashboard.store.rows import in_stored_form
from dashboard.store.workspace import Workspace
from tests.store.files import CheckedFile, at, campaigns, leads, touches

FEW = settings(max_examples=20, deadline=None)
SHOWN: dict[Kind, tuple[str, ...]] = {
    "leads": ("lead_id", "created_at", "doctor", "status", "value"),
    "campaigns": ("platform", "campaign", "period_start", "period_end", "spend", "clicks", "currency"),
    "touches": ("lead_id", "at", "kind", "direction", "outcome", "by"),
}


def spend() -> st.SearchStrategy[dict[str, Any]]:
    """Two campaigns' days, so that files restate each other."""
    return st.builds(
        lambda campaign, day, money, clicks: {
            "platform": "Google Ads", "campaign": campaign, "period_start": date(2026, 1, day),
            "period_end": date(2026, 1, day), "spend": money, "clicks": clicks, "currency": "USD",
        },
        st.sampled_from(["LASIK", "Facelift"]), st.integers(1, 5), st.sampled_from([1.0, 2.5, 40.0]), st.integers(0, 9),
    )  # fmt: skip


def touch() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda lead, day, kind, direction, outcome: {
            "lead_id": lead, "at": at(1, day), "kind": kind, "direction": direction, "outcome": outcome,
            "system": "crm",
        },
        st.sampled_from("abc"), st.integers(1, 5), st.sampled_from(["call", "email"]), st.sampled_from(["in", "out"]),
        st.sampled_from(["reached", "voicemail", None]),
    )  # fmt: skip


def lead() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda lead, doctor, status, value: {
            "lead_id": lead, "created_at": at(1, 2), "doctor": doctor, "status": status, "value": value,
        },
        st.sampled_from("abc"), st.sampled_from(["Lee", None]), st.sampled_from(["new", "lost"]),
        st.sampled_from([1.0, None]),
    )  # fmt: skip


ROWS: dict[Kind, tuple[Any, Any]] = {
    "leads": (lead(), lambda row: row["lead_id"]),
    "campaigns": (spend(), lambda row: (row["campaign"], row["period_start"])),
    "touches": (touch(), lambda row: (row["lead_id"], row["at"], row["kind"], row["direction"])),
}


def made(kind: Kind, rows: Sequence[dict[str, Any]], number: int, part: int = 0) -> CheckedFile:
    """A file of rows, knowing of later moments than files of lower numbers."""
    name = f"{number}-{part}.csv"
    through = at(3, 1 + number)
    if kind == "leads":
        return leads(*rows, through=through, file=name)
    return (campaigns if kind == "campaigns" else touches)(*rows, through=through, file=name)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Kind, list[list[dict[str, Any]]]]:
    """A kind, and the rows of up to four of its files; no file says the same thing twice."""
    kind: Kind = draw(st.sampled_from(["leads", "campaigns", "touches"]))
    row, key = ROWS[kind]
    files = st.lists(st.lists(row, min_size=1, max_size=6, unique_by=key), min_size=1, max_size=4)
    return kind, draw(files)


def known(kind: Kind, files: Sequence[CheckedFile]) -> list[tuple[Any, ...]]:
    """What is known after the files, one import each."""
    rows = [stored_rows(file, number, 0) for number, file in enumerate(files, 1)]
    return sorted(current(kind, pl.concat(rows, how="diagonal"), 30).select(SHOWN[kind]).rows(), key=repr)


@given(histories(), st.randoms(use_true_random=False))
@FEW
def test_the_order_of_imports_cannot_matter_for_any_kind(history: tuple[Kind, Any], random: Any) -> None:
    kind, contents = history
    files = [made(kind, rows, number) for number, rows in enumerate(contents)]
    assert known(kind, random.sample(files, len(files))) == known(kind, files)


@given(histories(), st.data())
@FEW
def test_a_file_cut_in_two_says_the_same_as_the_whole(history: tuple[Kind, Any], data: st.DataObject) -> None:
    kind, contents = history
    parts: list[CheckedFile] = []
    for number, rows in enumerate(contents):
        cut = data.draw(st.integers(0, len(rows)))
        parts += [made(kind, part, number, at) for at, part in enumerate((rows[:cut], rows[cut:])) if part]
    assert known(kind, parts) == known(kind, [made(kind, rows, number) for number, rows in enumerate(contents)])


@given(histories())
@FEW
def test_a_history_imported_again_is_what_it_was(history: tuple[Kind, Any]) -> None:
    kind, contents = history
    files = [made(kind, rows, number) for number, rows in enumerate(contents)]
    nothing = {kind: in_stored_form(kind, pl.DataFrame())}
    for receipt in receipts_of([*files, *files], nothing, (), 1, 30)[len(files) :]:
        assert (receipt.new, receipt.updated) == (0, 0)
    assert known(kind, [*files, *files]) == known(kind, files)


def newest_spend(contents: Sequence[Sequence[dict[str, Any]]]) -> list[tuple[Any, ...]]:
    """The rule once more in plain Python: of each campaign's day the last file that speaks of it counts."""
    said = {(row["campaign"], row["period_start"]): row for rows in contents for row in rows}
    return sorted((tuple(row[name] for name in SHOWN["campaigns"]) for row in said.values()), key=repr)


@given(st.lists(st.lists(spend(), max_size=6, unique_by=ROWS["campaigns"][1]), min_size=1, max_size=4))
@FEW
def test_restated_spend_is_the_last_word_on_each_day(contents: list[list[dict[str, Any]]]) -> None:
    files = [made("campaigns", rows, number) for number, rows in enumerate(contents) if rows]
    if files:
        assert known("campaigns", files) == newest_spend(contents)


@given(histories(), st.data())
@settings(max_examples=8, deadline=None)
def test_an_undone_import_of_any_kind_was_never_made(history: tuple[Kind, Any], data: st.DataObject) -> None:
    kind, contents = history
    files = [made(kind, rows, number) for number, rows in enumerate(contents)]
    undone = data.draw(st.integers(0, len(files) - 1))
    with tempfile.TemporaryDirectory() as folder:
        one, other = Workspace(Path(folder) / "one"), Workspace(Path(folder) / "other")
        ids = [one.add([file]).id for file in files]
        one.undo(ids[undone])
        for number, file in enumerate(files):
            if number != undone:
                other.add([file])
        tables = [
            sorted(getattr(workspace, kind)().select(SHOWN[kind]).rows(), key=repr)
            for workspace in (one, other)
            if not workspace.is_sample
        ]
    assert not tables or tables[0] == tables[-1]
    assert len(tables) != 1
