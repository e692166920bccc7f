"""Whether the records on the screen are the sample practice's."""

from __future__ import annotations

from dashboard.ui.workspace import workspace


def of_sample() -> bool:
    """Whether the records in view are the sample practice's."""
    shown = workspace().in_view
    return shown is not None and shown.of_sample
