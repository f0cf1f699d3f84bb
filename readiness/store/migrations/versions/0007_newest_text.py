"""Know of each form only what it said last, so that an older text sent anew counts anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The keys of old rows are made in another way: no form would ever find them.
    op.execute("DELETE FROM done_forms")
    with op.batch_alter_table("done_forms") as table:
        table.add_column(sa.Column("said", sa.String(length=64), nullable=False))


def downgrade() -> None:
    op.execute("DELETE FROM done_forms")
    with op.batch_alter_table("done_forms") as table:
        table.drop_column("said")
