"""Remember for a while which forms were done, so that one sent twice has one effect."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "done_forms",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("leads_to", sa.String(length=2000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_done_forms")),
    )
    op.create_index(op.f("ix_done_forms_at"), "done_forms", ["at"])


def downgrade() -> None:
    op.drop_table("done_forms")
