"""Signals of junk that people overruled, for a lead, a campaign or everywhere."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "overrules",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("signal", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("campaign", sa.String),
        sa.Column("system", sa.String),
        sa.Column("lead_id", sa.String),
        sa.Column("undone_at", sa.String),
    )
