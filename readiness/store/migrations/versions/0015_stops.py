"""Stop one service now, and freeze many for a time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


#: What is stored for the gate says from now on where a service has launched.
LAUNCHED = """
UPDATE verdict_segments SET body = substr(body, 1, length(body) - 1) || ',"launched"\\:true}'
WHERE EXISTS (SELECT 1 FROM review_moves m JOIN reviews r ON r.id = m.review_id
              WHERE m.move = 'launched' AND r.service_id = verdict_segments.service_id
              AND r.environment_id = verdict_segments.environment_id)
"""


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
    _freezes()
    _advisory()
    op.execute(LAUNCHED)


def _freezes() -> None:
    op.create_table(
        "freezes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("covers", sa.String(length=20), nullable=False),
        sa.Column("environments", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "covers in ('launches','deployments')", name=op.f("ck_freezes_covers_known")
        ),
        *_references("freezes", by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freezes")),
    )
    op.create_index(op.f("ix_freezes_ends_at"), "freezes", ["ends_at"])
    op.create_table(
        "freeze_moves",
        *_said(),
        sa.Column("freeze_id", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        *_references("freeze_moves", freeze_id="freezes", by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_moves")),
    )
    op.create_index(op.f("ix_freeze_moves_freeze_id"), "freeze_moves", ["freeze_id"])
    op.create_table(
        "freeze_exceptions",
        *_said(),
        sa.Column("freeze_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        *_references("freeze_exceptions", freeze_id="freezes", service_id="services", by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_exceptions")),
        sa.UniqueConstraint(
            "freeze_id", "service_id", name=op.f("uq_freeze_exceptions_freeze_id_service_id")
        ),
    )
    op.create_table(
        "freeze_calendars",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_freeze_calendars_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_calendars")),
    )
    op.execute("""INSERT INTO freeze_calendars (id, body) VALUES (1, '{"freezes":[]}')""")


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


def _advisory() -> None:
    op.create_table(
        "advisory_rules",
        *_said(),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "scope in ('tier','environment','service')", name=op.f("ck_advisory_rules_scope_known")
        ),
        *_references("advisory_rules", by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advisory_rules")),
    )
    op.create_table(
        "advisory_ends",
        *_said(),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        *_references("advisory_ends", rule_id="advisory_rules", by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advisory_ends")),
        sa.UniqueConstraint("rule_id", name=op.f("uq_advisory_ends_rule_id")),
    )
    op.create_table(
        "advisory_passes",
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address", "day", name=op.f("pk_advisory_passes")),
    )


def downgrade() -> None:
    for table in ("advisory_passes", "advisory_ends", "advisory_rules"):
        op.drop_table(table)
    for table in ("freeze_calendars", "freeze_exceptions", "freeze_moves", "freezes"):
        op.drop_table(table)
    op.drop_table("hold_ends")
    op.drop_table("holds")
