"""Who did what: a list that the database itself only lets grow."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for what in ("update", "delete"):
            op.execute(
                f"create trigger audit_no_{what} before {what} on audit "
                "begin select raise(abort, 'the audit list only grows'); end"
            )
    else:
        op.execute(
            "create function audit_only_grows() returns trigger language plpgsql as "
            "$$ begin raise exception 'the audit list only grows'; end $$"
        )
        op.execute(
            "create trigger audit_only_grows before update or delete or truncate on audit "
            "for each statement execute function audit_only_grows()"
        )
