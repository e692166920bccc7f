"""What was decided about a file's columns is used again for files with the same headers, until it is changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.ingest import Choices, Reading, read
from dashboard.store.imports import StoreError
from dashboard.store.records import MAPPINGS, Records
from dashboard.store.workspace import Workspace

FILE = "Kunde,Inquiry date,Doctor,Herkunft\n7,{day},Dr. Ames,Messe\n8,{day},Dr. Bell,Radio\n9,{day},Dr. Bell,Messe\n"
CLEAR = FILE.format(day="2026-01-05").encode()
OPEN = FILE.format(day="3/4/2026").encode()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "practice")


def decided(workspace: Workspace, choices: Choices, data: bytes = CLEAR, name: str = "leads.csv") -> Reading:
    """A file read by these choices, which are remembered as after storing it."""
    reading = read(name, data, choices, workspace.mappings.recall)
    workspace.mappings.keep(reading, choices)
    return reading


def fields(workspace: Workspace, data: bytes = CLEAR) -> dict[str, str | None]:
    """What the next file's columns are taken for."""
    reading = read("next.csv", data, recall=workspace.mappings.recall)
    return {column.header: column.field for column in reading.columns}


def test_the_next_file_with_these_headers_is_read_as_decided(workspace: Workspace) -> None:
    assert fields(workspace)["Herkunft"] != "source"
    decided(workspace, Choices(mapping={"Herkunft": "source", "Doctor": ""}))
    assert (fields(workspace)["Herkunft"], fields(workspace)["Doctor"]) == ("source", None)


def test_headers_in_another_order_and_spelling_are_the_same_headers(workspace: Workspace) -> None:
    decided(workspace, Choices(mapping={"Herkunft": "source"}))
    other = b"doctor,HERKUNFT,inquiry date,kunde\nDr. Ames,Messe,2026-02-01,9\nDr. Bell,Radio,2026-02-02,10\n"
    assert fields(workspace, other)["HERKUNFT"] == "source"


def test_nothing_is_remembered_where_nothing_was_decided(workspace: Workspace) -> None:
    decided(workspace, Choices(period=(date(2026, 1, 1), date(2026, 1, 31))))
    assert workspace.mappings.live() == []


def test_a_later_decision_adds_to_the_earlier_one(workspace: Workspace) -> None:
    decided(workspace, Choices(mapping={"Herkunft": "source"}))
    decided(workspace, Choices(mapping={"Kunde": "lead_id"}))
    (known,) = workspace.mappings.live()
    assert known.mapping == {"Herkunft": "source", "Kunde": "lead_id"}


def test_a_field_is_the_columns_it_was_given_to_last(workspace: Workspace) -> None:
    signature = decided(workspace, Choices(mapping={"Herkunft": "doctor"})).signature
    choices = Choices(mapping={"Doctor": "doctor"})
    again = read("b.csv", CLEAR, choices, workspace.mappings.recall)
    assert [column.header for column in again.columns if column.field == "doctor"] == ["Doctor"]
    workspace.mappings.keep(again, choices)
    assert workspace.mappings.live()[0].mapping == {"Doctor": "doctor"}
    workspace.mappings.change(signature, "Herkunft", "doctor")
    assert workspace.mappings.live()[0].mapping == {"Herkunft": "doctor"}


def test_a_decision_can_be_changed_and_taken_out(workspace: Workspace) -> None:
    signature = decided(workspace, Choices(mapping={"Herkunft": "source", "Doctor": ""})).signature
    workspace.mappings.change(signature, "Herkunft", "campaign")
    workspace.mappings.change(signature, "Doctor", None)
    assert (fields(workspace)["Herkunft"], fields(workspace)["Doctor"]) == ("campaign", "doctor")


def test_after_deleting_a_decision_files_are_guessed_anew(workspace: Workspace) -> None:
    before = fields(workspace)
    signature = decided(workspace, Choices(mapping={"Herkunft": "source"})).signature
    workspace.mappings.forget(signature)
    assert fields(workspace) == before
    assert workspace.mappings.live() == []


def test_what_is_deleted_already_can_neither_be_changed_nor_deleted(workspace: Workspace) -> None:
    signature = decided(workspace, Choices(mapping={"Herkunft": "source"})).signature
    workspace.mappings.forget(signature)
    for attempt in (
        lambda: workspace.mappings.forget(signature),
        lambda: workspace.mappings.change(signature, "Doctor", None),
        lambda: workspace.mappings.change_order(signature, day_first=True),
    ):
        with pytest.raises(StoreError, match="deleted meanwhile"):
            attempt()


def test_an_answer_about_dates_is_used_where_the_next_file_leaves_them_open_too(workspace: Workspace) -> None:
    assert [question.key for question in read("a.csv", OPEN).questions] == ["day_first"]
    signature = decided(workspace, Choices(day_first=True), OPEN).signature

    again = read("b.csv", OPEN, recall=workspace.mappings.recall)
    assert (again.questions, again.day_first) == ((), True)
    assert "Dates are read with the day first, as decided for these headers before." in again.warnings

    workspace.mappings.change_order(signature, day_first=None)
    assert [q.key for q in read("c.csv", OPEN, recall=workspace.mappings.recall).questions] == ["day_first"]


def test_a_file_that_shows_its_order_of_day_and_month_is_believed_before_the_earlier_answer(
    workspace: Workspace,
) -> None:
    decided(workspace, Choices(day_first=True), OPEN)
    shown = FILE.format(day="3/14/2026").encode()
    assert read("b.csv", shown, recall=workspace.mappings.recall).day_first is not True


def test_rows_taken_for_another_kind_are_not_read_by_the_old_kinds_mapping(workspace: Workspace) -> None:
    decided(workspace, Choices(mapping={"Herkunft": "source"}))
    choices = Choices(kind="touches")
    reading = read("a.csv", CLEAR, choices, workspace.mappings.recall)
    assert {column.field for column in reading.columns if column.how == "chosen"} == set()
    workspace.mappings.keep(reading, choices)
    (known,) = workspace.mappings.live()
    assert (known.kind, known.mapping) == ("touches", {})


def test_only_headers_are_kept_and_none_that_is_an_address(workspace: Workspace) -> None:
    data = b"Kunde,Inquiry date,ann@example.org\n7,2026-01-05,Messe\n8,2026-01-06,Radio\n"
    decided(workspace, Choices("leads", mapping={"column 3": "source", "Kunde": "lead_id"}), data)
    (known,) = workspace.mappings.live()
    assert (known.headers, dict(known.mapping)) == (
        ("Kunde", "Inquiry date", "column 3"),
        {"Kunde": "lead_id", "column 3": "source"},
    )
    kept = b"".join(path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file())
    assert b"Messe" not in kept
    assert b"ann@" not in kept


def test_the_last_used_decision_stands_first(workspace: Workspace) -> None:
    decided(workspace, Choices(mapping={"Herkunft": "source"}))
    other = b"Nr,Inquiry date,Arzt\n1,2026-01-05,Dr. Ames\n2,2026-01-06,Dr. Bell\n"
    decided(workspace, Choices(mapping={"Nr": "lead_id"}), other)
    assert [list(known.mapping) for known in workspace.mappings.live()] == [["Nr"], ["Herkunft"]]
    decided(workspace, Choices())
    first = workspace.mappings.live()[0]
    assert list(first.mapping) == ["Herkunft"]
    assert first.used_at is not None
    assert first.decided_at is not None
    assert first.used_at > first.decided_at


def test_a_mapping_remembered_by_an_older_leadloop_is_still_used_and_can_be_changed(workspace: Workspace) -> None:
    signature = read("a.csv", CLEAR).signature
    with Records(workspace.folder / "records.sqlite").changing() as connection:
        connection.execute(sa.insert(MAPPINGS).values(signature=signature, mapping={"Herkunft": "source"}))
    (known,) = workspace.mappings.live()
    assert (known.kind, known.headers, known.used_at) == ("leads", ("Herkunft",), None)
    assert fields(workspace)["Herkunft"] == "source"
    workspace.mappings.change(signature, "Herkunft", "campaign")
    assert fields(workspace)["Herkunft"] == "campaign"
