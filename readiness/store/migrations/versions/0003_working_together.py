"""Add what people need to work on a review together: calendars, assignments, items, handovers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
TABLES = (
    "holidays",
    "absences",
    "assignments",
    "consultants",
    "asked_changes",
    "action_items",
    "action_item_moves",
    "handovers",
)
HOW = "how in ('least_loaded','by_hand','taken_over','handed_over','substitute','released')"


def upgrade() -> None:
    _columns()
    _calendars()
    _assignments()
    _asked_changes()
    _action_items()
    _handovers()


def _columns() -> None:
    weekend = sa.text('\'["saturday", "sunday"]\'')
    op.add_column("teams", sa.Column("weekend", sa.JSON(), nullable=False, server_default=weekend))
    control = sa.Column("control", sa.String(length=4000), nullable=False, server_default="")
    op.add_column("waivers", control)
    op.add_column("waiver_decisions", sa.Column("ends_at", UTC, nullable=True))
    op.add_column("sign_ins", sa.Column("confirmed_at", UTC, nullable=True))
    op.execute("UPDATE sign_ins SET confirmed_at = started_at")
    with op.batch_alter_table("sign_ins") as table:
        table.alter_column("confirmed_at", existing_type=UTC, nullable=False)


def _calendars() -> None:
    op.create_table(
        "holidays",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        _reference("holidays", "team_id", "teams.id"),
        sa.PrimaryKeyConstraint("team_id", "day", name=op.f("pk_holidays")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        _reference("absences", "person_id", "people.id"),
        _reference("absences", "substitute_id", "people.id"),
        _reference("absences", "by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_person_id"), "absences", ["person_id"])


def _assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("gate", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint(HOW, name=op.f("ck_assignments_how_known")),
        _reference("assignments", "review_id", "reviews.id"),
        _reference("assignments", "person_id", "people.id"),
        _reference("assignments", "by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_review_id"), "assignments", ["review_id"])
    op.create_index(op.f("ix_assignments_person_id"), "assignments", ["person_id"])
    op.create_table(
        "consultants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        _reference("consultants", "review_id", "reviews.id"),
        _reference("consultants", "person_id", "people.id"),
        _reference("consultants", "by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultants")),
    )
    op.create_index(op.f("ix_consultants_review_id"), "consultants", ["review_id"])
    op.create_index(op.f("ix_consultants_person_id"), "consultants", ["person_id"])


def _asked_changes() -> None:
    op.create_table(
        "asked_changes",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        _reference("asked_changes", "vote_id", "votes.id"),
        sa.PrimaryKeyConstraint("vote_id", "question", name=op.f("pk_asked_changes")),
    )


def _action_items() -> None:
    op.create_table(
        "action_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=True),
        sa.Column("waiver_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("before_launch", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint(
            "origin in ('by_hand','waiver','question')", name=op.f("ck_action_items_origin_known")
        ),
        _reference("action_items", "service_id", "services.id"),
        _reference("action_items", "review_id", "reviews.id"),
        _reference("action_items", "waiver_id", "waivers.id"),
        _reference("action_items", "owner_id", "people.id"),
        _reference("action_items", "by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_items")),
    )
    op.create_index(op.f("ix_action_items_service_id"), "action_items", ["service_id"])
    op.create_index(op.f("ix_action_items_review_id"), "action_items", ["review_id"])
    op.create_table(
        "action_item_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("comment", sa.String(length=4000), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint(
            "move in ('changed','done','reopened','dropped')",
            name=op.f("ck_action_item_moves_move_known"),
        ),
        _reference("action_item_moves", "item_id", "action_items.id"),
        _reference("action_item_moves", "owner_id", "people.id"),
        _reference("action_item_moves", "by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_item_moves")),
    )
    op.create_index(op.f("ix_action_item_moves_item_id"), "action_item_moves", ["item_id"])


def _handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("consulting_until", sa.Date(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint(
            "step in ('consultant','accepted','handed_back','retired')",
            name=op.f("ck_handovers_step_known"),
        ),
        _reference("handovers", "service_id", "services.id"),
        _reference("handovers", "review_id", "reviews.id"),
        _reference("handovers", "team_id", "teams.id"),
        _reference("handovers", "person_id", "people.id"),
        _reference("handovers", "by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_service_id"), "handovers", ["service_id"])


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("sign_ins", "confirmed_at")
    op.drop_column("waiver_decisions", "ends_at")
    op.drop_column("waivers", "control")
    op.drop_column("teams", "weekend")
