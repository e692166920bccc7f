"""Every inquiry of a person keeps what brought it, so that outcomes can go to the first and to the last."""

from __future__ import annotations

from pathlib import Path

from dashboard.filters import Filters
from dashboard.metrics.attribution import attribution
from dashboard.metrics.leads import lead_table
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads


def test_a_person_who_comes_again_by_another_campaign_counts_for_both_sides(workspace_dir: Path) -> None:
    here = Workspace(workspace_dir)
    mail = {"match_email": "k1", "channel": "form", "inquiry": True}
    here.add(
        [
            leads(
                {"lead_id": "1", "created_at": at(1, 5), "campaign": "LASIK", "source": "Google"} | mail,
                {"lead_id": "2", "created_at": at(1, 9), "campaign": "Botox", "source": "Meta"} | mail,
            )
        ]
    )
    touches = here.touches().sort("at")
    assert touches.select("lead_id", "source", "campaign").rows() == [("1", "Google", "LASIK"), ("1", "Meta", "Botox")]
    whole = lead_table(here.leads(), here.practice(), touches=touches).slice(Filters())
    assert attribution(whole, touches, "campaign").select("campaign", "leads", "last_leads").rows() == [
        ("LASIK", 1, 0),
        ("Botox", 0, 1),
    ]
