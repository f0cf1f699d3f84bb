"""Tell people what concerns them, as they choose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _notices()
    op.create_table(
        "mail_choices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "way in ('at_once','daily','off')", name=op.f("ck_mail_choices_way_known")
        ),
        _person("mail_choices"),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_mail_choices")),
    )
    op.create_table(
        "summary_times",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minutes between 0 and 1439", name=op.f("ck_summary_times_within_a_day")
        ),
        _person("summary_times"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_summary_times")),
    )
    op.create_table(
        "summaries",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _person("summaries"),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_summaries")),
    )
    op.create_table(
        "reminders",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_reminders")),
    )
    op.create_index(op.f("ix_reminders_at"), "reminders", ["at"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("service", sa.String(length=100), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("review_kind", sa.String(length=20), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("area", "question", "gate", "sentence", "asked", "of", "address")
        ),
        sa.Column("mail", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("summed_at", sa.DateTime(timezone=True), nullable=True),
        _person("notices"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_notices_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_inbox", "notices", ["person_id", "id"])
    op.create_index("ix_notices_unread", "notices", ["person_id", "read_at"])
    op.create_index("ix_notices_waiting", "notices", ["mail", "summed_at"])


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id"))


def downgrade() -> None:
    for table in ("reminders", "summaries", "summary_times", "mail_choices", "notices"):
        op.drop_table(table)
