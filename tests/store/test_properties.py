"""What holds whatever the files say and in whatever order they come."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.store.current import current
from dashboard.store.identity import with_lead
from dashboard.store.imports import Receipt
from dashboard.store.receipts import receipts_of, stored_rows
from dashboard.store.rows import in_stored_form
from dashboard.store.workspace import Workspace
from tests.store.files import CheckedFile, at, leads

COMPARED = (
    "lead_id",
    "system",
    "created_at",
    "doctor",
    "status",
    "reached",
    "value",
    "match_phone",
    "last_activity_at",
)
FEW = settings(max_examples=20, deadline=None)


def row() -> st.SearchStrategy[dict[str, Any]]:
    """A row that may miss anything but its id and date; few ids, so that files overlap."""
    maybe = st.fixed_dictionaries(
        {"lead_id": st.sampled_from("abcd")},
        optional={
            "doctor": st.sampled_from(["Lee", "Ott"]),
            "status": st.sampled_from(["new", "booked", "lost"]),
            "reached": st.booleans(),
            "value": st.sampled_from([1.0, 2.0]),
            "match_phone": st.sampled_from(["p1", "p2"]),
            "last_activity_at": st.sampled_from([at(2, 1), at(2, 2)]),
        },
    )
    return st.builds(lambda row, day: row | {"created_at": at(1, day)}, maybe, st.integers(1, 28))


@st.composite
def files(draw: st.DrawFn) -> list[CheckedFile]:
    """Up to four files, each knowing of later moments than the one before."""
    contents = draw(st.lists(st.lists(row(), max_size=5), min_size=1, max_size=4))
    systems = draw(st.lists(st.sampled_from(["crm", "calls"]), min_size=4, max_size=4))
    return [
        leads(*rows, through=at(3, 1 + number), system=systems[number], file=f"{number}.csv")
        for number, rows in enumerate(contents)
    ]


def known(given_files: Sequence[CheckedFile]) -> list[tuple[Any, ...]]:
    """The current leads of files imported one after the other."""
    rows = [stored_rows(file, number, 0) for number, file in enumerate(given_files, 1)]
    return sorted(current("leads", pl.concat(rows, how="diagonal"), 30).select(COMPARED).rows(), key=repr)


def known_to(workspace: Workspace) -> list[tuple[Any, ...]]:
    return [] if workspace.is_sample else sorted(workspace.leads().select(COMPARED).rows(), key=repr)


def newest_known(given_files: Sequence[CheckedFile]) -> list[tuple[Any, ...]]:
    """The rule once more in plain Python, for files of one system: later files, then later rows, win."""
    seen: dict[str, dict[str, Any]] = {}
    for file in given_files:
        by_moment = sorted(
            file.rows.iter_rows(named=True),
            key=lambda r: (max(r["created_at"], r["last_activity_at"] or r["created_at"]), r["row"]),
        )
        for found in by_moment:
            lead = seen.setdefault(found["lead_id"], dict.fromkeys(COMPARED))
            reached = lead["reached"] or found["reached"] if found["reached"] is not None else lead["reached"]
            lead.update({name: found[name] for name in COMPARED if found[name] is not None} | {"reached": reached})
    return sorted((tuple(lead[name] for name in COMPARED) for lead in seen.values()), key=repr)


@given(files(), st.randoms(use_true_random=False))
@FEW
def test_the_order_of_imports_cannot_matter(given_files: list[CheckedFile], random: Any) -> None:
    assert known(random.sample(given_files, len(given_files))) == known(given_files)


@given(files())
@FEW
def test_current_leads_are_the_newest_known_values(given_files: list[CheckedFile]) -> None:
    one_system = [
        replace(file, rows=file.rows.with_columns(system=pl.lit("crm"), match_phone=pl.lit(None, pl.String)))
        for file in given_files
    ]
    assert known(one_system) == newest_known(one_system)


@given(files())
@FEW
def test_a_receipt_adds_up_and_says_what_happened(given_files: list[CheckedFile]) -> None:
    nothing = {"leads": in_stored_form("leads", pl.DataFrame())}
    receipts = receipts_of(given_files, nothing, (), 1, 30)
    for number, (file, receipt) in enumerate(zip(given_files, receipts, strict=True)):
        counts = (receipt.new, receipt.updated, receipt.unchanged, receipt.merged, receipt.rejected, receipt.left_out)
        assert min(counts) >= 0
        assert sum(counts) == receipt.read == file.read
        assert len(receipt.merges) == receipt.merged
        before, after = known(given_files[:number] or [leads()]), known(given_files[: number + 1])
        joined = regrouped(receipt, "turned out") - regrouped(receipt, "by themselves now")
        assert len(after) - len(before) == receipt.new - joined
        if not regrouped(receipt, "known before"):
            # the number a lead of several records goes by may change with nothing else about it
            changed = Counter(map(unnumbered, after)) - Counter(map(unnumbered, before))
            assert changed.total() <= receipt.new + receipt.updated + receipt.merged


def unnumbered(lead: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(told for name, told in zip(COMPARED, lead, strict=True) if name not in ("lead_id", "system"))


def regrouped(receipt: Receipt, words: str) -> int:
    return sum(int(said.split()[0]) for said in receipt.warnings if words in said)


def inquiries(rows: Sequence[dict[str, Any]], days: int) -> set[frozenset[str]]:
    """The rule of one person's repeats once more in plain Python, for records with a phone each and no e-mail."""
    found: list[frozenset[str]] = []
    for phone in {row["match_phone"] for row in rows}:
        visit: list[dict[str, Any]] = []
        for row in sorted((row for row in rows if row["match_phone"] == phone), key=lambda row: row["created_at"]):
            if visit and (row["created_at"] - visit[0]["created_at"]).days > days:
                found.append(frozenset(one["lead_id"] for one in visit))
                visit = []
            visit.append(row)
        found.append(frozenset(one["lead_id"] for one in visit))
    return set(found)


@given(
    st.lists(st.tuples(st.sampled_from(["p1", "p2", "p3"]), st.integers(0, 150)), max_size=12, unique=True),
    st.integers(1, 40),
)
@FEW
def test_what_a_person_sends_within_the_days_of_a_first_inquiry_is_one_lead(
    sent: list[tuple[str, int]], days: int
) -> None:
    rows = [
        {"lead_id": str(place), "match_phone": phone, "created_at": at(1, 1) + timedelta(days=day), "channel": "call"}
        for place, (phone, day) in enumerate(sent)
    ]
    if not rows:
        return
    found = with_lead(stored_rows(leads(*rows), 1, 0), days)
    groups = found.group_by("lead").agg("lead_id")["lead_id"].to_list()
    assert {frozenset(group) for group in groups} == inquiries(rows, days)


@given(files())
@FEW
def test_a_file_imported_again_changes_nothing(given_files: list[CheckedFile]) -> None:
    nothing = {"leads": in_stored_form("leads", pl.DataFrame())}
    for receipt in receipts_of([*given_files, *given_files], nothing, (), 1, 30)[len(given_files) :]:
        assert (receipt.new, receipt.updated) == (0, 0)
    assert known([*given_files, *given_files]) == known(given_files)


@given(files(), st.data())
@settings(max_examples=6, deadline=None)
def test_an_undone_import_leaves_no_trace_in_the_leads(given_files: list[CheckedFile], data: st.DataObject) -> None:
    undone = data.draw(st.integers(0, len(given_files) - 1))
    with tempfile.TemporaryDirectory() as folder:
        one, other = Workspace(Path(folder) / "one"), Workspace(Path(folder) / "other")
        ids = [one.add([file]).id for file in given_files]
        assert known_to(one) == known(given_files)
        one.undo(ids[undone])
        for number, file in enumerate(given_files):
            if number != undone:
                other.add([file])
        assert known_to(one) == known_to(other)
