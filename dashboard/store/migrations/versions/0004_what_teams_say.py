"""What the teams say and agree on: feedback, themes, briefs, agreements, goals, actions, syncs."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "themes",
        *_versioned(),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("answer", sa.String, nullable=False),
        sa.Column("answered_by", sa.String, nullable=False),
        sa.Column("answered_on", sa.Date),
        sa.Column("merged_into", sa.Integer, sa.ForeignKey("themes.id")),
    )
    op.create_table(
        "feedback",
        *_versioned(),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("campaign", sa.String),
        sa.Column("procedure", sa.String),
        sa.Column("doctor", sa.String),
        sa.Column("lead_id", sa.String),
        sa.Column("rating", sa.Integer),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("team", sa.String),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("theme_id", sa.Integer, sa.ForeignKey("themes.id")),
    )
    op.create_table(
        "briefs",
        *_versioned(),
        sa.Column("brief", sa.Integer, nullable=False),
        sa.Column("campaign", sa.String, nullable=False),
        sa.Column("used_from", sa.Date, nullable=False),
        sa.Column("starts", sa.Date),
        sa.Column("ends", sa.Date),
        sa.Column("offer", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("landing_page", sa.String, nullable=False),
        sa.Column("script", sa.String, nullable=False),
        sa.Column("price", sa.String, nullable=False),
        sa.Column("avoid", sa.String, nullable=False),
        sa.Column("questions", sa.JSON, nullable=False),
        sa.Column("links", sa.JSON, nullable=False),
        sa.Column("pictures", sa.JSON, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.UniqueConstraint("brief", "version"),
    )
    op.create_table(
        "acknowledgements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("brief", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.UniqueConstraint("brief", "version", "who"),
    )
    op.create_table(
        "pictures",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "agreements",
        *_versioned(),
        sa.Column("definition", sa.String, nullable=False),
        sa.Column("rule", sa.JSON, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("in_force_at", sa.String),
        sa.Column("withdrawn_at", sa.String),
        sa.UniqueConstraint("definition", "version"),
    )
    op.create_table(
        "agreed",
        sa.Column("agreement_id", sa.Integer, sa.ForeignKey("agreements.id"), primary_key=True),
        sa.Column("team", sa.String, primary_key=True),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_table(
        "goals",
        *_versioned(),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("slice", sa.JSON, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("target", sa.Float, nullable=False),
        sa.Column("direction", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("baseline", sa.Float),
        sa.Column("closed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "syncs",
        *_versioned(),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("as_of", sa.String, nullable=False),
        sa.Column("slice", sa.JSON, nullable=False),
        sa.Column("store_version", sa.String, nullable=False),
        sa.Column("imports", sa.JSON, nullable=False),
        sa.Column("agreements", sa.JSON, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
    )
    op.create_table(
        "actions",
        *_versioned(),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("team", sa.String),
        sa.Column("due", sa.Date),
        sa.Column("measure", sa.String),
        sa.Column("slice", sa.JSON, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("origin_id", sa.String, nullable=False),
        sa.Column("link", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("sync_id", sa.Integer, sa.ForeignKey("syncs.id")),
    )


def _versioned() -> tuple[sa.Column[object], ...]:
    """The columns of a record that people change: its number, its version, and when it was first written."""
    return (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
