"""Small counts stay in the room: in the numbers of a figure, in its file, in the group's table and in the records."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.small_cells import SAID
from dashboard.store.feedback import Feedback
from dashboard.store.workspace import Workspace
from dashboard.ui import figure, notes_import
from tests.pages.conftest import Open
from tests.pages.test_rights import claims, open_as, practice
from tests.store.files import at, leads

__all__ = ["open_as", "practice"]
DOCTORS = {"Dr. A": 3, "Dr. B": 60, "Dr. C": 40, "Dr. D": 50}


def filled(here: Workspace) -> Workspace:
    """153 leads, three of them of one doctor, half of all with a consult; small counts are hidden."""
    who = [doctor for doctor, count in DOCTORS.items() for _ in range(count)]
    rows = (
        {"lead_id": str(number), "created_at": at(1, 5), "doctor": doctor, "channel": "form",
         "consult_booked_at": at(1, 9) if number % 2 else None}
        for number, doctor in enumerate(who)
    )  # fmt: skip
    here.add([leads(*rows, through=at(6, 30))])
    here.save_practice(replace(here.settings(), hide_small=True))
    return here


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], str]]:
    """What each download button of the page would write."""
    found: dict[str, Callable[[], str]] = {}

    def kept(label: str, content: Callable[[], str], file_name: str, mime: str, **_: Any) -> None:
        found[file_name] = content

    for module in (figure, notes_import):
        monkeypatch.setattr(module, "export_button", kept)
    return found


def numbers(app: AppTest, name: str) -> pl.DataFrame:
    """The table below this figure, once it is opened."""
    app.session_state[f"{name} numbers"] = True
    app.run()
    assert not app.exception
    return pl.from_pandas(app.dataframe[0].value)


def buttons(app: AppTest) -> list[tuple[object, object]]:
    """For each chart, whether it has a bar of buttons, and which."""
    said = [json.loads(chart.proto.config) for chart in app.get("plotly_chart")]
    assert said
    return [(one["displayModeBar"], one["modeBarButtons"]) for one in said]


def test_a_page_and_its_file_say_no_small_count(
    workspace_dir: Path, open_app: Open, files: dict[str, Callable[[], str]]
) -> None:
    here = filled(Workspace(workspace_dir))
    app = open_app("leaks/segments", split="doctor", period="All dates")
    table = numbers(app, "segments")
    assert SAID in [one.value for one in app.caption]
    said = dict(table.select(table.columns[0], "leads").iter_rows())
    assert said == {"Dr. A": None, "Dr. B": 60, "Dr. C": None, "Dr. D": 50}
    sheet = files["leadloop segments.csv"]().splitlines()
    assert {line.rstrip(",") for line in sheet if line.startswith(("Dr. A", "Dr. C"))} == {"Dr. A", "Dr. C"}
    assert {bar for bar, _ in buttons(app)} == {False}

    here.save_practice(replace(here.settings(), hide_small=False))
    app = open_app("leaks/segments", split="doctor", period="All dates")
    assert dict(numbers(app, "segments").select(table.columns[0], "leads").iter_rows()) == DOCTORS
    assert SAID not in [one.value for one in app.caption]
    assert buttons(app) == [("hover", [["toImage"]])] * len(buttons(app))


def test_the_group_keeps_a_practices_small_counts_in_the_room_whichever_is_on_the_screen(
    open_as: Callable[..., AppTest], practice: Workspace, tmp_path: Path, files: dict[str, Callable[[], str]]
) -> None:
    rows = ({"lead_id": f"S{i}", "created_at": at(1, 2), "consult_booked": i < 20} for i in range(50))
    south = Workspace(tmp_path / "south")
    south.add([leads(*rows)])
    practice.add([leads(*({"lead_id": f"N{i}", "created_at": at(1, 2), "consult_booked": i < 4} for i in range(40)))])

    def shown() -> list[int | None]:
        app = open_as(claims("anna"), "group/rollup", practice="south")
        table = numbers(app, "practices")
        assert files["leadloop practices.csv"]().splitlines()[1].startswith("Clinic north")
        assert table[table.columns[0]].to_list() == ["Clinic north", "Clinic south", "All together"]
        return table["consult_booked"].to_list()

    assert shown() == [4, 20, 24]
    practice.save_practice(replace(practice.settings(), hide_small=True))
    assert shown() == [None, None, 24]
    assert ",4," not in files["leadloop practices.csv"]()


def test_everything_written_leaves_without_numbers_of_leads(
    workspace_dir: Path, open_app: Open, files: dict[str, Callable[[], str]]
) -> None:
    here = filled(Workspace(workspace_dir))
    here.teams.feedback.gather([Feedback("question", "Does it hurt?", "Ann", at(1, 7).date(), lead_id="LEAD-77")])
    open_app("talk/feedback")
    whole = json.loads(files["leadloop records.json"]())
    assert [(one["words"], one["lead_id"]) for one in whole["feedback"]] == [("Does it hurt?", None)]
