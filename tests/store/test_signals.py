"""Signals that many leads show together, what the practice's lists make of leads, and what people overrule."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlalchemy as sa
from deltalake import DeltaTable, write_deltalake

from dashboard.ingest import check, read
from dashboard.practice import Practice
from dashboard.store.imports import StoreError
from dashboard.store.overrules import Overrule
from dashboard.store.signals import with_signals
from dashboard.store.workspace import Workspace
from tests.store.files import CheckedFile, at, leads

NIGHT = at(3, 2, 3)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "practice")


def shown(workspace: Workspace) -> dict[str, str | None]:
    """The signals each lead shows."""
    return dict(workspace.leads().select("lead_id", "signals").rows())


def flood(number: int, minutes: float = 0.5, **more: Any) -> list[dict[str, Any]]:
    """Forms of one campaign, one every so many minutes of a night."""
    return [
        {"lead_id": f"F{n}", "created_at": NIGHT + timedelta(minutes=n * minutes), "campaign": "Spring"} | more
        for n in range(number)
    ]


def calm(number: int, **more: Any) -> list[dict[str, Any]]:
    """Forms of one campaign, one every six hours."""
    return [
        {"lead_id": f"C{n}", "created_at": at(2, 1) + timedelta(hours=6 * n), "campaign": "Spring"} | more
        for n in range(number)
    ]


def bursts(*rows: dict[str, Any], tmp_path: Path) -> set[str]:
    here = Workspace(tmp_path / "practice")
    here.add([leads(*rows, through=at(4, 1))])
    return {lead for lead, names in shown(here).items() if "burst" in (names or "")}


def test_eight_forms_of_one_campaign_within_ten_minutes_are_a_burst(tmp_path: Path) -> None:
    assert bursts(*flood(8), *calm(20), tmp_path=tmp_path) == {f"F{n}" for n in range(8)}


@pytest.mark.parametrize(
    "rows",
    [
        flood(7) + calm(20),
        flood(20, minutes=2) + calm(40),
        [row | {"campaign": f"Campaign {n}"} for n, row in enumerate(flood(8))] + calm(20),
        flood(8, channel="call") + calm(20),
        flood(8, minutes=0) + calm(20),
        flood(30) + calm(20),
    ],
    ids=["seven", "one every two minutes", "of eight campaigns", "calls", "one moment", "most of the form's leads"],
)
def test_what_is_no_burst(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    assert bursts(*rows, tmp_path=tmp_path) == set()


def test_a_busy_form_must_be_flooded_far_beyond_its_usual_hour(tmp_path: Path) -> None:
    busy = [
        {"lead_id": f"B{n}-{m}", "created_at": at(2, 1) + timedelta(hours=n, minutes=9 * m), "campaign": "Spring"}
        for n in range(10)
        for m in range(6)
    ]
    assert bursts(*flood(20), *busy, tmp_path=tmp_path) == set()


def test_a_burst_split_into_two_files_is_the_same_burst(workspace: Workspace) -> None:
    rows = flood(10) + calm(20)
    workspace.add([leads(*rows[::2], through=at(4, 1))])
    assert "burst" not in "".join(names or "" for names in shown(workspace).values())
    workspace.add([leads(*rows[1::2], through=at(4, 2))])
    assert {lead for lead, names in shown(workspace).items() if names == "burst"} == {f"F{n}" for n in range(10)}


def test_signals_of_contacts_and_of_many_leads_stand_together_in_order(workspace: Workspace) -> None:
    workspace.add([leads(*flood(8, signals="wrong_number"), *calm(20, signals=""), through=at(4, 1))])
    found = shown(workspace)
    assert (found["F0"], found["C0"]) == ("burst,wrong_number", "")


def test_a_newer_row_without_contacts_keeps_the_signals_and_a_corrected_contact_ends_them(workspace: Workspace) -> None:
    row = {"lead_id": "1", "created_at": at(1, 5)}
    workspace.add([leads(row | {"signals": "malformed_contact"}, through=at(1, 6))])
    workspace.add([leads(row | {"status": "new"}, through=at(1, 7))])
    assert shown(workspace) == {"1": "malformed_contact"}
    workspace.add([leads(row | {"signals": ""}, through=at(1, 8))])
    assert shown(workspace) == {"1": ""}


def three(**more: Any) -> CheckedFile:
    return leads(
        {"lead_id": "1", "created_at": at(1, 5), "signals": "test_lead", "campaign": "Spring"} | more,
        {"lead_id": "2", "created_at": at(1, 6), "signals": "gibberish,test_lead", "is_real": True},
        {"lead_id": "3", "created_at": at(1, 7), "signals": "gibberish", "campaign": "Spring"},
        through=at(1, 9),
    )


def real(workspace: Workspace) -> list[bool | None]:
    return workspace.leads().sort("lead_id")["is_real"].to_list()


def test_a_test_lead_is_not_real_unless_its_system_says_so_and_no_other_signal_decides(workspace: Workspace) -> None:
    workspace.add([three()])
    assert real(workspace) == [False, True, None]


def test_an_overruled_signal_is_gone_for_the_lead_and_comes_back_when_that_is_undone(workspace: Workspace) -> None:
    workspace.add([three()])
    before = workspace.version
    workspace.overrules.add(Overrule("test_lead", "lead", system="crm", lead_id="1"))
    assert workspace.version != before
    assert shown(workspace) == {"1": "", "2": "gibberish,test_lead", "3": "gibberish"}
    assert real(workspace) == [None, True, None]

    workspace.overrules.undo(workspace.overrules.live()[0].id)

    assert workspace.overrules.live() == []
    assert shown(workspace) == {"1": "test_lead", "2": "gibberish,test_lead", "3": "gibberish"}


def test_a_signal_is_overruled_for_a_campaign_for_leads_without_one_or_everywhere(workspace: Workspace) -> None:
    workspace.add([three()])
    workspace.overrules.add(Overrule("gibberish", "campaign", campaign="Spring"))
    assert shown(workspace) == {"1": "test_lead", "2": "gibberish,test_lead", "3": ""}
    workspace.overrules.add(Overrule("test_lead", "campaign"))
    assert shown(workspace) == {"1": "test_lead", "2": "gibberish", "3": ""}
    workspace.overrules.add(Overrule("gibberish", "everywhere"))
    assert shown(workspace) == {"1": "test_lead", "2": "", "3": ""}


def test_overruling_twice_is_one_record(workspace: Workspace) -> None:
    workspace.add([three()])
    for _ in range(2):
        workspace.overrules.add(Overrule("gibberish", "campaign", campaign="Spring"))
    assert len(workspace.overrules.live()) == 1


def test_what_cannot_be_overruled_or_undone_is_said_in_a_sentence(workspace: Workspace) -> None:
    workspace.add([three()])
    with pytest.raises(StoreError, match="There is no signal 'odd'"):
        Overrule("odd", "everywhere")
    with pytest.raises(StoreError, match="Say which lead"):
        Overrule("burst", "lead")
    with pytest.raises(StoreError, match="No overruled signal has the number 7"):
        workspace.overrules.undo(7)


def test_the_practices_lists_are_those_of_today(workspace: Workspace) -> None:
    rows = [
        {"lead_id": n, "created_at": at(1, 5), "area": area, "procedure": procedure}
        for n, area, procedure in (
            ("1", "Eastmere, NY", "LASIK consult"), ("2", "Lisbon", "Tattoo removal"), ("3", None, None),
            ("4", "São Paulo", "lasik"), ("5", "Westmere", "Lasiksomething"),
        )
    ]  # fmt: skip
    workspace.add([leads(*rows, through=at(1, 9))])
    assert set(shown(workspace).values()) == {None}
    workspace.save_practice(Practice(areas=("eastmere", "Sao Paulo"), procedures=("LASIK",)))
    assert shown(workspace) == {
        "1": None, "2": "not_offered,out_of_area", "3": None, "4": None, "5": "not_offered,out_of_area",
    }  # fmt: skip
    workspace.overrules.add(Overrule("out_of_area", "everywhere"))
    assert shown(workspace)["2"] == "not_offered"
    workspace.save_practice(Practice())
    assert shown(workspace)["2"] is None


def test_settings_saved_before_there_were_lists_are_read() -> None:
    old = {name: value for name, value in Practice(name="Q").to_json().items() if name not in ("areas", "procedures")}
    assert Practice.from_json(old) == Practice(name="Q")
    listed = Practice(areas=("A", "B"), procedures=("LASIK",))
    assert Practice.from_json(listed.to_json()) == listed


def test_a_workspace_from_before_there_were_signals_opens(workspace: Workspace) -> None:
    workspace.add([leads({"lead_id": "1", "created_at": at(1, 5)}, through=at(1, 6))])
    rows = workspace.folder / "rows" / "leads"
    old = pl.from_arrow(DeltaTable(rows).to_pyarrow_table()).drop("signals")
    assert isinstance(old, pl.DataFrame)
    write_deltalake(rows, old.to_arrow(compat_level=pl.CompatLevel.oldest()), mode="overwrite", schema_mode="overwrite")
    engine = sa.create_engine(f"sqlite:///{workspace.folder / 'records.sqlite'}")
    with engine.begin() as connection:
        for table in sa.inspect(connection).get_table_names():
            if table not in ("state", "imports", "files", "mappings", "alembic_version"):
                connection.exec_driver_sql(f"drop table {table}")
        connection.exec_driver_sql("update alembic_version set version_num = '0001'")
    for file in (workspace.folder / "current").glob("*"):
        file.unlink()

    again = Workspace(workspace.folder)

    assert shown(again) == {"1": None}
    again.overrules.add(Overrule("burst", "everywhere"))
    again.add([leads({"lead_id": "2", "created_at": at(1, 7), "signals": "link"}, through=at(1, 8))])
    assert shown(again) == {"1": None, "2": "link"}


def test_who_sends_a_form_again_into_one_system_is_a_duplicate_and_who_calls_again_is_none() -> None:
    rows = pl.DataFrame(
        [
            (1, 1, "crm", "form"), (2, 1, "crm", "form"),  # twice into the crm
            (3, 3, "crm", "form"), (4, 3, "calls", "call"), (5, 3, "calls", "call"),  # one form and two calls
            (6, 6, "crm", "form"), (6, 6, "crm", "form"),  # one record in two exports
        ],
        schema={"known_as": pl.UInt64, "lead": pl.UInt64, "system": pl.String, "channel": pl.String},
        orient="row",
    )  # fmt: skip
    known = pl.DataFrame({"lead": [1, 3, 6], "signals": [None, "", "link"]}, schema_overrides={"lead": pl.UInt64})
    known = known.with_columns(
        pl.lit(at(1, 5)).alias("created_at"),
        *(pl.lit(None, pl.String).alias(name) for name in ("system", "inbox", "campaign", "source", "channel")),
    )
    assert with_signals(known, rows)["signals"].to_list() == ["duplicate", "", "link"]


def test_one_person_in_two_forms_is_one_lead_that_shows_a_duplicate(workspace: Workspace) -> None:
    form = {"channel": "form", "match_email": "e1", "signals": ""}
    rows = [form | {"lead_id": "1", "created_at": at(1, 5)}, form | {"lead_id": "2", "created_at": at(1, 8)}]
    workspace.add([leads(*rows, through=at(1, 9))])
    assert list(shown(workspace).values()) == ["duplicate"]
    workspace.save_practice(Practice(same_person_days=0))
    assert shown(workspace) == {"1": "", "2": ""}


def test_nothing_that_showed_a_signal_is_anywhere_in_the_workspace(workspace: Workspace) -> None:
    text = (
        "lead_id,created_at,channel,name,email,phone,message\n"
        "1,2026-03-01 10:00,form,Plantedzqx Jkvbpq,planted@mailinator.com,000-000-0000,see https://planted.example\n"
        "2,2026-03-02 10:00,form,test planted,test@planted.org,999,plantedasdf asdf\n"
    )
    file = check(read("leads.csv", text.encode()), Practice(), workspace.match_key())
    workspace.add([file])
    assert set(shown(workspace).values()) == {
        "disposable_email,gibberish,link,wrong_number",
        "gibberish,malformed_contact,test_lead",
    }
    workspace.overrules.add(Overrule("link", "lead", system="", lead_id="1"))
    kept = [path for path in workspace.folder.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        data = path.read_bytes().lower()
        assert not [word for word in (b"planted", b"jkvbpq", b"mailinator", b"000-000") if word in data], path
