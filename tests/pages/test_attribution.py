"""The Campaigns page: what can be attributed to what, and what cannot."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def test_what_nobody_can_attribute_is_a_finding_of_its_own(open_app: Open) -> None:
    app = open_app("leaks/campaigns")
    app.button_group(key="attributed_to").set_value("campaign").run()
    assert any("nobody can say what brought them" in found.value for found in app.subheader)
    assert any("by first and last known campaign" in found.value for found in app.caption)
