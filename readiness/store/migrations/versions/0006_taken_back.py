"""Keep what went with a vote that was taken back, so that nothing older counts by it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("withdrawals", sa.Column("up_to", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("withdrawals", "up_to")
