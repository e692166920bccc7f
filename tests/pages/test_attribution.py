"""The Campaigns page: what can be attributed to what, and what cannot."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Open, import_leads


def test_what_nobody_can_attribute_is_a_finding_of_its_own(open_app: Open) -> None:
    app = open_app("leaks/campaigns")
    app.button_group(key="attributed_to").set_value("campaign").run()
    assert any("nobody can say what brought them" in found.value for found in app.subheader)
    assert any("by first and last known campaign" in found.value for found in app.caption)


def test_where_no_file_names_a_source_or_a_campaign_the_page_says_how_much_nobody_can_attribute(
    open_app: Open, workspace_dir: Path
) -> None:
    lines = ["lead_id,created_at,procedure_booked_at"]
    lines += [f"{nth},2026-03-0{nth},2026-03-1{nth}" for nth in range(1, 9)]
    import_leads(workspace_dir, *lines)
    app = open_app("leaks/campaigns")
    said = " ".join(found.value.replace("\u00a0", " ").replace("\\", "") for found in app.subheader)
    assert "8 of 8 (100 %) procedures have no source: nobody can say what brought them" in said
    assert any("original source" in found.value for found in app.info)
    assert not any(box.label == "Cost of one" for box in app.selectbox)


def test_leads_of_no_campaign_are_attributed_by_their_source(open_app: Open, workspace_dir: Path) -> None:
    lines = ["lead_id,created_at,source,procedure_booked_at"]
    lines += [f"{nth},2026-03-0{nth},{'Google' if nth < 7 else ''},2026-03-1{nth}" for nth in range(1, 9)]
    import_leads(workspace_dir, *lines)
    app = open_app("leaks/campaigns")
    said = " ".join(found.value.replace("\u00a0", " ").replace("\\", "") for found in app.subheader)
    assert "2 of 8 (25 %) procedures have no source" in said
