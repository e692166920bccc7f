"""A receipt says what became of its rows after it was stored."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    import os
    from pathlib import Path

    from dashboard.store.forgetting import forget
    from dashboard.store.workspace import Workspace
    from dashboard.ui.receipt_table import receipt_table
    from tests.store.files import at, leads

    workspace = Workspace(Path(os.environ["LEADLOOP_WORKSPACE"]))
    workspace.add([leads({"lead_id": "1", "created_at": at(1, 1)}, {"lead_id": "2", "created_at": at(1, 1)})])
    forget(workspace, "1")
    receipt_table(workspace.imports()[0].receipts, "shown")


def test_a_receipt_says_how_many_of_its_rows_were_forgotten() -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    said = [caption.value.replace("\\", "") for caption in app.caption]
    assert ":material/person_remove: leads.csv: forgotten since, on request: 1 row." in said
