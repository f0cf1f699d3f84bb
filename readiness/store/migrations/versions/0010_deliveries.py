"""Keep what is to be sent outside, in a queue for each receiver."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
WAITING = sa.text("done_at IS NULL AND dead_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "connections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("host", sa.String(length=260), nullable=False),
        sa.Column("sealed_url", sa.Text(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("sealed_old_secret", sa.Text(), nullable=False),
        sa.Column("old_secret_until", TIME, nullable=True),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("teams", sa.JSON(), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("removed_at", TIME, nullable=True),
        sa.CheckConstraint(
            "kind in ('slack','teams','webhook')", name=op.f("ck_connections_kind_known")
        ),
        sa.CheckConstraint(
            "not is_enabled or removed_at is null", name=op.f("ck_connections_removed_is_off")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_connections_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connections")),
    )
    op.create_table(
        "receivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("connection_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("held_until", TIME, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("down_since", TIME, nullable=True),
        sa.Column("tried_at", TIME, nullable=True),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "(connection_id is null) <> (person_id is null)",
            name=op.f("ck_receivers_one_of_both"),
        ),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["connections.id"], name=op.f("fk_receivers_connection_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_receivers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivers")),
        sa.UniqueConstraint("connection_id", name=op.f("uq_receivers_connection_id")),
        sa.UniqueConstraint("person_id", name=op.f("uq_receivers_person_id")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("counts_from", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", TIME, nullable=True),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("done_at", TIME, nullable=True),
        sa.Column("dead_at", TIME, nullable=True),
        sa.CheckConstraint(
            "done_at is null or dead_at is null", name=op.f("ck_deliveries_done_or_dead")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["receivers.id"], name=op.f("fk_deliveries_receiver_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("message_id", name=op.f("uq_deliveries_message_id")),
    )
    op.create_index(op.f("ix_deliveries_receiver_id"), "deliveries", ["receiver_id"])
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["receiver_id", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index("ix_deliveries_dead_at", "deliveries", ["dead_at"])
    op.create_index("ix_deliveries_done_at", "deliveries", ["done_at"])


def downgrade() -> None:
    op.drop_table("deliveries")
    op.drop_table("receivers")
    op.drop_table("connections")
