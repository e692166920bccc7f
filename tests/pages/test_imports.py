"""Files uploaded on the Imports page."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open

PAGE = "setup/imports"
LEADS = b"""Lead ID,Inquiry date,Doctor,Email,Consult booked,Insurance
1,2026-01-05,Dr. Ames,ann@example.org,yes,Aetna
2,2026-01-06,Dr. Bell,bob@example.org,no,Cigna
3,2026-01-07,Dr. Ames,cee@example.org,no,Aetna
4,soon,Dr. Bell,dee@example.org,yes,Cigna
"""
MORE = b"""Lead ID,Inquiry date,Doctor,Email,Consult booked,Insurance
3,2026-01-07,Dr. Ames,cee@example.org,yes,Aetna
5,2026-01-09,Dr. Bell,eve@example.org,no,Cigna
"""


def uploaded(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, data in files:
        app.file_uploader[0].upload(name, data)
    return app.run()


def receipt(app: AppTest) -> dict[str, int]:
    table = next(frame.value for frame in app.dataframe if "Read" in frame.value.columns)
    return {name: int(table[name].iloc[-1]) for name in table.columns[2:]}


def plainly(text: str) -> str:
    return text.replace("\\", "")


def test_the_receipt_before_storing_adds_up_and_nothing_is_stored_yet(open_app: Open, workspace_dir: Path) -> None:
    app = uploaded(open_app(PAGE), ("leads.csv", LEADS))

    counts = receipt(app)

    assert counts == {
        "Read": 4,
        "New": 3,
        "Updated": 0,
        "Unchanged": 0,
        "Same person": 0,
        "Rejected": 1,
        "No record": 0,
    }
    assert Workspace(workspace_dir).imports() == []
    assert Workspace(workspace_dir).is_sample


def test_confirmed_files_are_stored_and_the_uploader_is_empty_again(open_app: Open, workspace_dir: Path) -> None:
    app = uploaded(open_app(PAGE), ("leads.csv", LEADS))

    app.button(key="confirm").click().run()

    assert not app.exception
    assert "Stored as import 1" in app.success[0].value
    assert app.file_uploader[0].value == []
    assert Workspace(workspace_dir).leads().height == 3
    assert not [key for key in app.session_state.keys() if str(key) in ("_drafts", "_preview")]  # noqa: SIM118


def test_the_same_month_again_updates_and_never_doubles(open_app: Open, workspace_dir: Path) -> None:
    app = uploaded(open_app(PAGE), ("leads.csv", LEADS))
    app.button(key="confirm").click().run()

    counts = receipt(uploaded(app, ("leads again.csv", MORE)))
    app.button(key="confirm").click().run()

    assert (counts["Read"], counts["New"], counts["Updated"]) == (2, 1, 1)
    assert Workspace(workspace_dir).leads().height == 4


def test_an_import_can_be_taken_back(open_app: Open, workspace_dir: Path) -> None:
    app = uploaded(open_app(PAGE), ("leads.csv", LEADS))
    app.button(key="confirm").click().run()

    app.button(key="undo 1").click().run()

    assert "Import 1 was taken back" in app.info[0].value
    assert Workspace(workspace_dir).is_sample


def test_a_file_that_cannot_be_used_says_so_and_the_others_go_on(open_app: Open) -> None:
    app = uploaded(open_app(PAGE), ("photo.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 64), ("leads.csv", LEADS))

    assert len(app.error) == 1
    assert plainly(app.error[0].value).endswith(".")
    assert receipt(app)["Read"] == 4


def test_a_known_system_goes_by_its_own_name_and_one_row_is_no_rows(open_app: Open) -> None:
    log = (
        b"Call Status,Start Time,Duration (seconds),First-Time Caller,Number Name\nAnswered,2026-01-05 09:00,80,1,Ads\n"
    )
    app = uploaded(open_app(PAGE), ("calls.csv", log))

    assert any("1 row, read as CallRail call log, header in row 1" in plainly(said.value) for said in app.markdown)


def meaning_of(app: AppTest, header: str) -> Selectbox:
    return next(box for box in app.selectbox if plainly(box.label) == f"Meaning of {header}")


def corrected(app: AppTest) -> AppTest:
    """Leads stored with Insurance left out."""
    uploaded(app, ("leads.csv", LEADS))
    meaning_of(app, "Insurance").set_value("Leave out").run()
    assert meaning_of(app, "Insurance").value == "Leave out"
    return app.button(key="confirm").click().run()


def test_a_corrected_meaning_is_used_and_remembered_for_the_next_file(open_app: Open, workspace_dir: Path) -> None:
    app = corrected(open_app(PAGE))

    uploaded(app, ("leads again.csv", MORE))

    assert meaning_of(app, "Insurance").value == "Leave out"
    assert Workspace(workspace_dir).segments() == {}


def test_a_field_goes_to_the_column_chosen_last_for_it(open_app: Open) -> None:
    app = uploaded(open_app(PAGE), ("leads.csv", LEADS))
    assert meaning_of(app, "Doctor").value == "Doctor"

    meaning_of(app, "Insurance").set_value("Doctor").run()

    assert meaning_of(app, "Insurance").value == "Doctor"
    assert meaning_of(app, "Doctor").value != "Doctor"


def test_a_remembered_decision_can_be_changed_and_the_next_file_follows_it(open_app: Open, workspace_dir: Path) -> None:
    app = corrected(open_app(PAGE))
    (known,) = Workspace(workspace_dir).mappings.live()
    app.session_state[f"remembered {known.signature}"] = True
    app.run()
    assert meaning_of(app, "Insurance").value == "Leave out"
    assert meaning_of(app, "Doctor").value == "Decide for each file"

    meaning_of(app, "Insurance").set_value("Payer").run()
    uploaded(app, ("leads again.csv", MORE))
    app.button(key="confirm").click().run()

    assert not app.exception
    assert Workspace(workspace_dir).leads()["payer"].drop_nulls().sort().to_list() == ["Aetna", "Cigna"]


def test_a_remembered_order_of_day_and_month_can_be_asked_about_again(open_app: Open, workspace_dir: Path) -> None:
    ambiguous = LEADS.replace(b"2026-01-", b"2/").replace(b",Dr.", b"/2026,Dr.")
    app = uploaded(open_app(PAGE), ("leads.csv", ambiguous))
    app.radio[0].set_value("month first").run()
    app.button(key="confirm").click().run()
    (known,) = Workspace(workspace_dir).mappings.live()
    app.session_state[f"remembered {known.signature}"] = True
    app.run()
    order = next(box for box in app.selectbox if box.label == "Dates such as 3/4/2026")
    assert order.value == "Month first"

    order.set_value("Ask when a file leaves it open").run()
    uploaded(app, ("leads again.csv", ambiguous))

    assert "start with the day or with the month" in plainly(app.radio[0].label)


def test_a_deleted_decision_is_made_anew_for_files_that_wait_and_for_the_next(
    open_app: Open, workspace_dir: Path
) -> None:
    app = corrected(open_app(PAGE))
    uploaded(app, ("leads again.csv", MORE))
    (known,) = Workspace(workspace_dir).mappings.live()

    app.button(key=f"forget {known.signature}").click().run()

    assert "deleted" in app.info[0].value
    assert meaning_of(app, "Insurance").value != "Leave out"
    assert Workspace(workspace_dir).mappings.live() == []
    assert "Remembered columns" not in [header.value for header in app.header]


def test_dates_that_can_be_read_two_ways_are_asked_about(open_app: Open, workspace_dir: Path) -> None:
    ambiguous = LEADS
    for day in ("05", "06", "07"):
        ambiguous = ambiguous.replace(f"2026-01-{day}".encode(), f"{day}/02/2026".encode())
    app = uploaded(open_app(PAGE), ("leads.csv", ambiguous))
    assert "start with the day or with the month" in plainly(app.radio[0].label)
    assert not [button for button in app.button if button.key == "confirm"]

    app.radio[0].set_value("day first").run()
    app.button(key="confirm").click().run()

    days = Workspace(workspace_dir).leads()["created_at"].dt.date().sort().to_list()
    assert [day.isoformat() for day in days] == ["2026-02-05", "2026-02-06", "2026-02-07"]


def test_the_time_zone_of_the_browser_is_offered_until_one_is_chosen(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(PAGE)
    app.context = {"timezone": "America/Chicago"}
    app.run()

    app.button(key="use zone").click().run()

    assert Workspace(workspace_dir).agreed_practice().time_zone == "America/Chicago"
    assert not [button for button in app.button if button.key == "use zone"]


def test_a_file_is_checked_anew_when_the_time_zone_is_chosen_after_the_upload(
    open_app: Open, workspace_dir: Path
) -> None:
    app = open_app(PAGE)
    app.context = {"timezone": "America/Chicago"}
    uploaded(app, ("leads.csv", LEADS))

    app.button(key="use zone").click().run()
    app.button(key="confirm").click().run()

    assert Workspace(workspace_dir).leads()["created_at"].dt.hour().to_list() == [6, 6, 6]


def test_no_address_from_a_file_is_written_on_the_page(open_app: Open) -> None:
    app = uploaded(open_app(PAGE), ("leads.csv", LEADS))

    shown = [str(frame.value.to_dict()) for frame in app.dataframe] + [mark.value for mark in app.markdown]
    assert "example.org" not in plainly(" ".join(shown))
