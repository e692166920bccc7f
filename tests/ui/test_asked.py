"""What a run asks the records once."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from dashboard.ui.asked import ask_again, once_a_run

    def ask(what: str) -> int:
        asked = st.session_state.setdefault("asked", [])
        asked.append(what)
        return len(asked)

    def change() -> None:
        st.session_state["clicked"] = once_a_run("state", lambda: ask("before"))
        ask_again()

    st.button("Change", on_click=change)
    st.session_state["seen"] = [once_a_run("state", lambda: ask("state")) for _ in range(3)]
    once_a_run("another", lambda: ask("another"))


def test_a_run_asks_each_question_once_and_the_next_run_anew() -> None:
    at = AppTest.from_function(_page).run()
    assert at.session_state["seen"] == [1, 1, 1]
    at.run()
    assert at.session_state["seen"] == [3, 3, 3]
    assert at.session_state["asked"] == ["state", "another"] * 2


def test_after_a_change_the_same_run_asks_again() -> None:
    at = AppTest.from_function(_page).run()
    at.button[0].click().run()
    assert (at.session_state["clicked"], at.session_state["seen"]) == (3, [4, 4, 4])
    assert at.session_state["asked"] == ["state", "another", "before", "state", "another"]
