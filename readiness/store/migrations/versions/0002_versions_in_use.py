"""Add what living with checklist versions needs, and give each gate an address of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
GROWING = ("unmet_when_sent", "carried_answers", "applications")
ADDRESSES = """
UPDATE verdict_segments SET kind = 'launch', address =
    (SELECT slug FROM services WHERE services.id = service_id) || '/' ||
    (SELECT name FROM environments WHERE environments.id = environment_id)
"""
NAMES = """
UPDATE verdict_segments SET
    service = (SELECT slug FROM services WHERE services.id = service_id),
    environment = (SELECT name FROM environments WHERE environments.id = environment_id)
"""


def upgrade() -> None:
    op.add_column(
        "checklist_versions",
        sa.Column("synced_by", sa.String(length=100), nullable=False, server_default=""),
    )
    op.add_column(
        "checklist_versions",
        sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _applications()
    _carried_answers()
    _unmet_when_sent()
    _address_gates()


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("from_version_id", sa.Integer(), nullable=False),
        sa.Column("to_version_id", sa.Integer(), nullable=False),
        sa.Column("from_facts", sa.JSON(), nullable=False),
        sa.Column("to_facts", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_applications_by")),
        sa.ForeignKeyConstraint(
            ["from_version_id"],
            ["checklist_versions.id"],
            name=op.f("fk_applications_from_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_applications_review_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_version_id"], ["checklist_versions.id"], name=op.f("fk_applications_to_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["undoes"], ["applications.id"], name=op.f("fk_applications_undoes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("undoes", name=op.f("uq_applications_undoes")),
    )
    op.create_index(op.f("ix_applications_review_id"), "applications", ["review_id"])


def _carried_answers() -> None:
    op.create_table(
        "carried_answers",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("from_revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_revision_id"],
            ["answer_revisions.id"],
            name=op.f("fk_carried_answers_from_revision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["answer_revisions.id"], name=op.f("fk_carried_answers_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_carried_answers")),
    )


def _unmet_when_sent() -> None:
    op.create_table(
        "unmet_when_sent",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("checklist", sa.String(length=60), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_unmet_when_sent_review_id")
        ),
        sa.PrimaryKeyConstraint("review_id", "question", name=op.f("pk_unmet_when_sent")),
    )
    op.create_index("ix_unmet_when_sent_checklist", "unmet_when_sent", ["checklist", "question"])


def _address_gates() -> None:
    op.drop_index("ix_verdict_segments_gate", table_name="verdict_segments")
    with op.batch_alter_table("verdict_segments") as table:
        table.add_column(sa.Column("kind", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("address", sa.String(length=120), nullable=True))
    op.execute(ADDRESSES)
    with op.batch_alter_table("verdict_segments") as table:
        table.alter_column("kind", existing_type=sa.String(length=20), nullable=False)
        table.alter_column("address", existing_type=sa.String(length=120), nullable=False)
        table.drop_column("service")
        table.drop_column("environment")
    op.create_index("ix_verdict_segments_gate", "verdict_segments", ["address", "starts_at"])


def downgrade() -> None:
    _name_gates()
    for table in GROWING:
        op.drop_table(table)
    op.drop_column("checklist_versions", "retired")
    op.drop_column("checklist_versions", "synced_by")


def _name_gates() -> None:
    """Go back to two names. The gate of a change has no place there; it is only a forecast."""
    op.drop_index("ix_verdict_segments_gate", table_name="verdict_segments")
    op.execute("DELETE FROM verdict_segments WHERE kind <> 'launch'")
    with op.batch_alter_table("verdict_segments") as table:
        table.add_column(sa.Column("service", sa.String(length=60), nullable=True))
        table.add_column(sa.Column("environment", sa.String(length=40), nullable=True))
    op.execute(NAMES)
    with op.batch_alter_table("verdict_segments") as table:
        table.alter_column("service", existing_type=sa.String(length=60), nullable=False)
        table.alter_column("environment", existing_type=sa.String(length=40), nullable=False)
        table.drop_column("address")
        table.drop_column("kind")
    op.create_index(
        "ix_verdict_segments_gate", "verdict_segments", ["service", "environment", "starts_at"]
    )
