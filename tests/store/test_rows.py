"""What is stored of each kind of file, and what is there when nothing of a kind is."""

from __future__ import annotations

from pathlib import Path

from dashboard.store.workspace import Workspace
from tests.store.files import at, campaigns, leads


def test_a_kind_without_any_file_has_no_row(tmp_path: Path) -> None:
    of_leads, of_spend = Workspace(tmp_path / "leads"), Workspace(tmp_path / "spend")
    of_leads.add([leads({"lead_id": "1", "created_at": at(1, 5)})])
    of_spend.add([campaigns({"campaign": "LASIK", "spend": 100.0})])
    assert (of_leads.leads().height, of_leads.campaigns().height, of_leads.touches().height) == (1, 0, 0)
    assert (of_spend.leads().height, of_spend.campaigns().height, of_spend.touches().height) == (0, 1, 0)
