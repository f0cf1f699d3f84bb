"""Stop one service now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holds",
        *_said(),
        sa.Column("service_id", sa.Integer(), nullable=False),
        *_references("holds", service_id="services", by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_service_id"), "holds", ["service_id"])
    op.create_table(
        "hold_ends",
        *_said(),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        *_references("hold_ends", hold_id="holds", by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold_ends")),
        sa.UniqueConstraint("hold_id", name=op.f("uq_hold_ends_hold_id")),
    )


def _said() -> list[sa.Column[object]]:
    """Return the columns of what somebody does and says why."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    ]


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in columns.items()
    ]


def downgrade() -> None:
    op.drop_table("hold_ends")
    op.drop_table("holds")
