"""Keep the files behind answers by what is in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _files()
    _uploads()
    _thumbnails()
    _conditions()
    op.add_column(
        "reviews", sa.Column("has_damage", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    with op.batch_alter_table("reviews") as table:
        table.drop_column("has_damage")
    for name in ("file_conditions", "thumbnails", "uploads", "stored_files"):
        op.drop_table(name)


def _files() -> None:
    op.create_table(
        "stored_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_stored_files_by")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_files")),
    )


def _uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_uploads_review_id")),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_files.sha256"], name=op.f("fk_uploads_sha256")
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_uploads_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("review_id", "sha256", name=op.f("uq_uploads_review_id_sha256")),
    )
    op.create_index(op.f("ix_uploads_sha256"), "uploads", ["sha256"])


def _thumbnails() -> None:
    op.create_table(
        "thumbnails",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_files.sha256"], name=op.f("fk_thumbnails_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_thumbnails")),
    )


def _conditions() -> None:
    op.create_table(
        "file_conditions",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("condition", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_files.sha256"], name=op.f("fk_file_conditions_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_file_conditions")),
    )
    op.create_index(op.f("ix_file_conditions_checked_at"), "file_conditions", ["checked_at"])
