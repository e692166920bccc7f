"""The first records: imports with their files, settings, remembered mappings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "state",
        sa.Column("workspace", sa.String, primary_key=True),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("practice", sa.JSON),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("undone_at", sa.String),
    )
    op.create_table(
        "files",
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
        sa.Column("file", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("receipt", sa.JSON, nullable=False),
        sa.Column("segments", sa.JSON, nullable=False),
    )
    op.create_table(
        "mappings",
        sa.Column("signature", sa.String, primary_key=True),
        sa.Column("mapping", sa.JSON, nullable=False),
    )
