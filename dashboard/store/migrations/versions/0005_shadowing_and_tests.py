"""What the teams learn by trying it themselves: the shadowing log, and test inquiries."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "shadowings",
        *_versioned(),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("team", sa.String),
        sa.Column("beside", sa.String, nullable=False),
        sa.Column("learnt", sa.String, nullable=False),
        sa.Column("feedback_id", sa.Integer),
    )
    op.create_table(
        "response_tests",
        *_versioned(),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("planned_for", sa.Date, nullable=False),
        sa.Column("hour", sa.Integer),
        sa.Column("procedure", sa.String),
        sa.Column("location", sa.String),
        sa.Column("channel", sa.String),
        sa.Column("sent_at", sa.String),
        sa.Column("auto_at", sa.String),
        sa.Column("answered_at", sa.String),
        sa.Column("met", sa.JSON, nullable=False),
        sa.Column("lead_id", sa.String),
        sa.Column("notes", sa.String, nullable=False),
        sa.Column("dropped", sa.Boolean, nullable=False),
    )


def _versioned() -> tuple[sa.Column[object], ...]:
    """The columns of a record that people change: its number, its version, and when it was first written."""
    return (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
