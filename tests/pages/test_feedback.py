"""What a counselor writes down on the Feedback page, and what others see of it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.store.feedback import Feedback
from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open

PAGE = "talk/feedback"
TODAY = datetime.now(UTC).date()


def heard(workspace: Workspace, *words: str, kind: str = "question") -> None:
    workspace.teams.feedback.gather([Feedback(kind, one, "Ann", TODAY, "sales") for one in words])  # type: ignore[arg-type]


def form(open_app: Open) -> AppTest:
    app = open_app(PAGE)
    app.session_state["log"] = True
    return app.run()


def write(app: AppTest, words: str) -> AppTest:
    app.text_area(key="feedback words").set_value(words).run()
    return app


def save(app: AppTest) -> AppTest:
    app.button(key="feedback save").click().run()
    assert not app.exception
    return app


def stored(folder: Path) -> list[tuple[str, str, int | None]]:
    return [(one.kind, one.words, one.theme_id) for one in Workspace(folder).teams.feedback.all()]


def test_before_anything_was_said_the_page_says_what_to_do(open_app: Open) -> None:
    app = open_app(PAGE)
    assert any("Nothing was heard" in info.value for info in app.info)


def test_what_a_lead_said_is_stored_with_everything_around_it(open_app: Open, workspace_dir: Path) -> None:
    app = form(open_app)
    app.selectbox(key="who").select("Leo Park")
    app.get_by_key("feedback kind").set_value("confusion")
    app.selectbox(key="feedback procedure").select("LASIK")
    app.text_input(key="feedback lead").set_value("L-17")
    app.feedback(key="feedback rating").set_value(3)
    save(write(app, "Is it for both eyes?"))
    (one,) = Workspace(workspace_dir).teams.feedback.all()
    assert (one.kind, one.words, one.who, one.team) == ("confusion", "Is it for both eyes?", "Leo Park", "sales")
    assert (one.procedure, one.lead_id, one.rating, one.campaign) == ("LASIK", "L-17", 4, None)
    assert any("Saved" in done.value for done in app.success)
    assert (app.text_area(key="feedback words").value, app.text_input(key="feedback lead").value) == ("", "")
    assert app.selectbox(key="who").value == "Leo Park"


def test_the_same_said_again_joins_its_theme(open_app: Open, workspace_dir: Path) -> None:
    heard(Workspace(workspace_dir), "Does LASIK hurt?", "does lasik hurt?")
    app = write(form(open_app), "Is LASIK painful")
    assert app.radio(key="feedback theme").label == "2 others said this: add yours?"
    save(app)
    assert [theme for *_, theme in stored(workspace_dir)] == [1, 1, 1]
    app = write(form(open_app), "Is LASIK painful")
    app.radio(key="feedback theme").set_value(0).run()
    save(app)
    assert [theme for *_, theme in stored(workspace_dir)] == [1, 1, 1, 2]


def test_words_sent_while_the_last_one_is_typed_are_compared_before_they_are_stored(
    open_app: Open, workspace_dir: Path
) -> None:
    heard(Workspace(workspace_dir), "Does LASIK hurt?")
    app = form(open_app)
    app.text_area(key="feedback words").set_value("Is LASIK painful")
    save(app)
    assert any("Others said something like this" in info.value for info in app.info)
    assert len(stored(workspace_dir)) == 1
    save(app)
    assert [theme for *_, theme in stored(workspace_dir)] == [1, 1]


@pytest.mark.parametrize(
    "words", ["write planted@example.com", "her number: 212-555-0147", "born 3/4/1981, planted", "MRN 1234567 planted"]
)
def test_what_tells_who_a_patient_is_is_warned_of_and_never_stored(
    open_app: Open, workspace_dir: Path, words: str
) -> None:
    app = write(form(open_app), words)
    assert any("Leave it out" in warning.value for warning in app.warning)
    save(app)
    assert any("Not saved" in error.value for error in app.error)
    assert stored(workspace_dir) == []
    files = [path for path in workspace_dir.rglob("*") if path.is_file()] if workspace_dir.exists() else []
    assert not any(b"planted" in path.read_bytes() or b"555-0147" in path.read_bytes() for path in files)


def test_a_name_that_is_nobodys_is_stored_once_that_is_said(open_app: Open, workspace_dir: Path) -> None:
    app = save(write(form(open_app), "Jennifer Aniston in the ad confuses them"))
    assert stored(workspace_dir) == []
    app.checkbox(key="feedback nobody").check().run()
    save(app)
    assert len(stored(workspace_dir)) == 1


def test_an_ask_gets_its_answer_and_stops_waiting(open_app: Open, workspace_dir: Path) -> None:
    heard(Workspace(workspace_dir), "Put prices on the page", kind="ask")
    app = open_app(PAGE)
    assert any("1 of 1 asks waits" in title.value for title in app.subheader)
    app.button(key="answer 1").click().run()
    app.radio(key="theme 1 status").set_value("answered")
    app.button(key="save theme 1").click().run()
    assert any("Write the answer" in error.value for error in app.error)
    app.text_area(key="theme 1 answer").set_value("From Monday on.")
    app.button(key="save theme 1").click().run()
    assert not app.exception
    assert any("Every ask has its answer" in title.value for title in app.subheader)
    (theme,) = Workspace(workspace_dir).teams.themes.all()
    assert (theme.status, theme.answer, theme.answered_on) == ("answered", "From Monday on.", theme.answered_on)


def test_the_second_of_two_who_answer_is_shown_both(open_app: Open, workspace_dir: Path) -> None:
    workspace = Workspace(workspace_dir)
    heard(workspace, "Put prices on the page", kind="ask")
    app = open_app(PAGE)
    app.session_state["edit_theme"] = True
    app.run()
    app.text_area(key="theme 1 answer").set_value("Mine").run()
    theme = workspace.teams.themes.one(1)
    workspace.teams.themes.change(
        type(theme)(**{**{n: getattr(theme, n) for n in theme.__slots__}, "answer": "Theirs"})
    )
    app.button(key="save theme 1").click().run()
    assert any("Someone else changed this" in error.value for error in app.error)
    shown = [words.value for words in app.markdown]
    assert any("Theirs" in words for words in shown)
    assert any("Mine" in words for words in shown)
    assert app.text_area(key="theme 1 answer").value == "Mine"
    app.button(key="save theme 1").click().run()
    assert workspace.teams.themes.one(1).answer == "Mine"


def test_themes_are_merged_and_taken_out_again(open_app: Open, workspace_dir: Path) -> None:
    heard(Workspace(workspace_dir), "Does it hurt?", "Is it painful to sit there?")
    app = open_app(PAGE)
    app.session_state["edit_theme"] = True
    app.run()
    app.selectbox(key="merge_into").select(2).run()
    app.button(key="merge").click().run()
    assert not app.exception
    assert Workspace(workspace_dir).teams.feedback.table()["theme_id"].to_list() == [2, 2]
    app.button(key="unmerge 1").click().run()
    assert Workspace(workspace_dir).teams.feedback.table()["theme_id"].to_list() == [1, 2]


def test_notes_of_a_file_are_stored_once_confirmed_and_never_twice(open_app: Open, workspace_dir: Path) -> None:
    file = b"kind,text,date,campaign\nquestion,Does it hurt?,2026-03-02,Spring\nask,to planted@x.org,2026-03-02,\n"
    app = open_app(PAGE)
    app.session_state["notes"] = True
    app.run()
    app.file_uploader(key="notes_file").upload("notes.csv", file).run()
    assert stored(workspace_dir) == []
    for _ in range(2):
        app.button(key="store_notes").click().run()
        assert not app.exception
    assert stored(workspace_dir) == [("question", "Does it hurt?", 1)]
    assert any("1 were there already" in done.value for done in app.success)
    with sqlite3.connect(workspace_dir / "records.sqlite") as records:
        assert not any("planted" in line for line in records.iterdump())


def test_markup_in_peoples_words_is_shown_as_it_was_written(open_app: Open, workspace_dir: Path) -> None:
    heard(Workspace(workspace_dir), "**bold** [x](https://evil.example) <b>b</b>", kind="ask")
    app = open_app(PAGE)
    shown = [words.value for words in [*app.markdown, *app.subheader, *app.caption]]
    assert not any("**bold**" in words or "](http" in words or "<b>" in words for words in shown)
