"""The Follow-up page: the list to call, and whose names stand where."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def test_the_list_to_call_begins_with_the_lead_worth_most(open_app: Open) -> None:
    app = open_app("leaks/follow_up")
    listed = app.dataframe[0].value
    assert listed["worth"].dropna().is_monotonic_decreasing
    assert listed["lead_id"].notna().all()
    assert not {"name", "email", "phone"} & set(listed.columns)


def test_people_are_named_only_behind_a_deliberate_click(open_app: Open) -> None:
    app = open_app("leaks/follow_up")
    named = [frame for frame in app.dataframe if "top_responder" in frame.value.columns]
    assert not named
    app.toggle(key="show_names").set_value(True).run()
    assert any("top_responder" in frame.value.columns for frame in app.dataframe)


def test_a_view_without_leads_says_what_to_do(open_app: Open) -> None:
    app = open_app("leaks/follow_up", period="Custom dates", **{"from": "1999-01-01", "to": "1999-01-02"})
    assert "Choose a longer period" in app.info[0].value
