"""Signs of junk on the Imports page: shown by campaign, overruled, taken back."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open

PAGE = "setup/imports"
LEADS = b"""Lead ID,Inquiry date,Channel,Campaign,Name,Email,Phone
1,2026-01-05 10:00,form,Spring,Ann Snell,ann@gmail.com,212-555-0147
2,2026-01-06 11:00,form,Spring,Xzqvjkfp Plantedname,planted@mailinator.com,212-555-0148
3,2026-01-07 12:00,form,Spring,test test,test@meta.com,212-555-0149
4,2026-01-08 13:00,form,,Bob Hale,planted2@mailinator.com,212-555-0150
"""


def imported(open_app: Open) -> AppTest:
    app = open_app(PAGE)
    app.file_uploader[0].upload("leads.csv", LEADS)
    app.run()
    app.button(key="confirm").click().run()
    assert not app.exception
    return app


def shown(app: AppTest) -> list[tuple[str, str, int, int, str]]:
    table = next((frame.value for frame in app.dataframe if "Sign" in frame.value.columns), None)
    return [] if table is None else [tuple(row) for row in table.itertuples(index=False)]


def opened(app: AppTest) -> AppTest:
    app.session_state["overrule"] = True
    return app.run()


def test_signs_are_shown_by_campaign_with_rows_to_look_up_and_never_what_showed_them(open_app: Open) -> None:
    app = imported(open_app)
    assert sorted(shown(app)) == [
        ("No campaign", "Throw-away address", 1, 0, "leads.csv row 5"),
        ("Spring", "Gibberish", 1, 0, "leads.csv row 3"),
        ("Spring", "Test lead", 1, 1, "leads.csv row 4"),
        ("Spring", "Throw-away address", 1, 0, "leads.csv row 3"),
    ]
    assert "planted" not in str(app.main).lower()


def test_a_sign_overruled_for_a_campaign_is_gone_and_comes_back_when_undone(
    open_app: Open, workspace_dir: Path
) -> None:
    app = opened(imported(open_app))
    app.selectbox(key="overrule_signal").select("gibberish").run()
    app.button(key="overrule_do").click().run()
    assert not app.exception
    assert not any(sign == "Gibberish" for _, sign, *_ in shown(app))
    assert [one.campaign for one in Workspace(workspace_dir).overrules.live()] == ["Spring"]

    app.button(key="overrule undo 1").click().run()

    assert any(sign == "Gibberish" for _, sign, *_ in shown(app))
    assert Workspace(workspace_dir).overrules.live() == []


def test_a_sign_is_overruled_for_one_lead_by_its_number(open_app: Open, workspace_dir: Path) -> None:
    app = opened(imported(open_app))
    app.selectbox(key="overrule_signal").select("disposable_email").run()
    app.radio(key="overrule_scope").set_value("lead").run()
    assert app.button(key="overrule_do").disabled
    app.text_input(key="overrule_lead").set_value("3").run()
    assert any("No lead 3 shows this sign" in caption.value.replace("\\", "") for caption in app.caption)
    app.text_input(key="overrule_lead").set_value("4").run()
    app.button(key="overrule_do").click().run()
    assert not app.exception
    assert [one.lead_id for one in Workspace(workspace_dir).overrules.live()] == ["4"]
    assert not any(campaign == "No campaign" for campaign, *_ in shown(app))


def test_a_sign_is_switched_off_everywhere(open_app: Open, workspace_dir: Path) -> None:
    app = opened(imported(open_app))
    app.selectbox(key="overrule_signal").select("test_lead").run()
    app.radio(key="overrule_scope").set_value("everywhere").run()
    app.button(key="overrule_do").click().run()
    assert not app.exception
    assert not any(sign == "Test lead" for _, sign, *_ in shown(app))
    assert Workspace(workspace_dir).leads()["is_real"].to_list() == [None] * 4


def test_the_sample_shows_its_night_of_bots_and_has_nothing_to_overrule(open_app: Open) -> None:
    app = open_app(PAGE)
    assert [(sign, leads) for _, sign, leads, *_ in shown(app)] == [("Burst", 40)]
    assert not [button for button in app.button if (button.key or "").startswith("overrule")]
