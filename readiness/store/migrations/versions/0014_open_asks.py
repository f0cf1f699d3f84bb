"""Find what still asks something of somebody in a review."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_notices_of_review", "notices", ["review_id", "read_at"])


def downgrade() -> None:
    op.drop_index("ix_notices_of_review", table_name="notices")
