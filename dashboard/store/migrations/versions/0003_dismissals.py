"""Leaks that people looked into and dismissed, each with the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "dismissals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("leak", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("undone_at", sa.String),
    )
