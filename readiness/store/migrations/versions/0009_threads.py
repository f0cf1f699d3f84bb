"""Let comments be threads that are answered, edited, resolved and mention people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    # What was said before starts a thread of its own: its thread is null.
    with op.batch_alter_table("comments") as table:
        table.add_column(sa.Column("thread_id", sa.Integer(), nullable=True))
        table.create_unique_constraint("uq_comments_id_review_id", ["id", "review_id"])
        table.create_index("ix_comments_thread_id", ["thread_id"])
        table.create_index("ix_comments_by", ["by"])
    with op.batch_alter_table("comments") as table:
        table.create_foreign_key(
            "fk_comments_thread_id", "comments", ["thread_id", "review_id"], ["id", "review_id"]
        )
    _edits()
    _moves()
    _mentions()
    with op.batch_alter_table("drafts") as table:
        table.add_column(
            sa.Column("with_comments", sa.Boolean(), server_default=sa.true(), nullable=False)
        )


def _edits() -> None:
    op.create_table(
        "comment_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=4000), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comment_edits_comment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_edits")),
        sa.UniqueConstraint(
            "comment_id", "number", name=op.f("uq_comment_edits_comment_id_number")
        ),
    )


def _moves() -> None:
    op.create_table(
        "thread_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("became", sa.String(length=10), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint(
            "became in ('resolved','reopened')", name=op.f("ck_thread_moves_became_known")
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_thread_moves_by")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["comments.id"], name=op.f("fk_thread_moves_thread_id")
        ),
        sa.ForeignKeyConstraint(["up_to"], ["comments.id"], name=op.f("fk_thread_moves_up_to")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_moves")),
        sa.UniqueConstraint("thread_id", "number", name=op.f("uq_thread_moves_thread_id_number")),
    )


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("spelling", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_mentions_comment_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_mentions_person_id")),
        sa.PrimaryKeyConstraint("comment_id", "edit", "spelling", name=op.f("pk_mentions")),
    )
    op.create_index("ix_mentions_person_id", "mentions", ["person_id"])


def downgrade() -> None:
    with op.batch_alter_table("drafts") as table:
        table.drop_column("with_comments")
    for name in ("mentions", "thread_moves", "comment_edits"):
        op.drop_table(name)
    with op.batch_alter_table("comments") as table:
        table.drop_constraint("fk_comments_thread_id", type_="foreignkey")
    with op.batch_alter_table("comments") as table:
        table.drop_index("ix_comments_by")
        table.drop_index("ix_comments_thread_id")
        table.drop_constraint("uq_comments_id_review_id", type_="unique")
        table.drop_column("thread_id")
