"""Questions from the phones that have an answer, for the brief of a campaign."""

from __future__ import annotations

from dashboard.store.workspace import Workspace


def answered(workspace: Workspace, campaign: str | None) -> list[tuple[str, str]]:
    """Theme and answer, the ones said most often first: of this campaign and of no campaign; of all without one."""
    heard = workspace.teams.feedback.table()
    if campaign is not None:
        named = heard["campaign"].str.to_lowercase().str.strip_chars()
        heard = heard.filter((named == campaign.strip().lower()) | named.is_null())
    asked = heard.filter(heard["kind"].is_in(["question", "confusion", "objection"]))
    counts = dict(asked.drop_nulls("theme_id").group_by("theme_id").len().iter_rows())
    themes = [theme for theme in workspace.teams.themes.all() if theme.answer and theme.id in counts]
    return [(theme.name, theme.answer) for theme in sorted(themes, key=lambda one: (-counts[one.id], one.id))]
