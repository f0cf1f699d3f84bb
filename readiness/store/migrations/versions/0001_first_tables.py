"""Create the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "checklist_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("synced_at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_versions")),
        sa.UniqueConstraint(
            "checklist", "version", name=op.f("uq_checklist_versions_checklist_version")
        ),
    )
    op.create_table(
        "environments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_environments")),
        sa.UniqueConstraint("name", name=op.f("uq_environments_name")),
    )
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_head")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("not_before", UTC, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", UTC, nullable=True),
        sa.Column("failed_at", UTC, nullable=True),
        sa.Column("fault", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_waiting", "outbox", ["done_at", "not_before"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "seen_contents",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_seen_contents")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("slug", name=op.f("uq_teams_slug")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_accounts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
    )
    op.create_index(op.f("ix_accounts_person_id"), "accounts", ["person_id"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_memberships_person_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_memberships_team_id")),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_person_id"), "memberships", ["person_id"], unique=False)

    op.create_table(
        "role_grants",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_role_grants_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_role_grants")),
    )
    op.create_table(
        "services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("owner_team_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.CheckConstraint(
            "stage in ('pre_launch','launched','sre_managed','handed_back','retired')",
            name=op.f("ck_services_stage_known"),
        ),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_services_created_by")),
        sa.ForeignKeyConstraint(
            ["owner_team_id"], ["teams.id"], name=op.f("fk_services_owner_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("slug", name=op.f("uq_services_slug")),
    )
    op.create_index(op.f("ix_services_owner_team_id"), "services", ["owner_team_id"], unique=False)

    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("ends_at", UTC, nullable=False),
        sa.Column("revoked_at", UTC, nullable=True),
        sa.Column("last_used_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_api_tokens_made_by")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_api_tokens_service_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("key", name=op.f("uq_api_tokens_key")),
    )
    op.create_table(
        "fact_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_fact_changes_by")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_fact_changes_service_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_changes")),
    )
    op.create_index(
        op.f("ix_fact_changes_service_id"), "fact_changes", ["service_id"], unique=False
    )

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("teams", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("ends_at", UTC, nullable=False),
        sa.Column("used_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_invitations_account_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_invitations_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_invitations_secret_hash")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("environment_id", sa.Integer(), nullable=False),
        sa.Column("checklist_version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("planned_at", UTC, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTC, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=True),
        sa.CheckConstraint("is_open", name=op.f("ck_reviews_never_false")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_reviews_asked_by")),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"],
            ["checklist_versions.id"],
            name=op.f("fk_reviews_checklist_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["environment_id"], ["environments.id"], name=op.f("fk_reviews_environment_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_reviews_service_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint(
            "service_id",
            "environment_id",
            "kind",
            "is_open",
            name=op.f("uq_reviews_service_id_environment_id_kind_is_open"),
        ),
    )
    op.create_index(op.f("ix_reviews_service_id"), "reviews", ["service_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("started_at", UTC, nullable=False),
        sa.Column("ends_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_sign_ins_secret_hash")),
    )
    op.create_index(op.f("ix_sign_ins_account_id"), "sign_ins", ["account_id"], unique=False)

    op.create_table(
        "stage_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("because", sa.String(length=40), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_stage_moves_by")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_stage_moves_service_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_moves")),
    )
    op.create_index(op.f("ix_stage_moves_service_id"), "stage_moves", ["service_id"], unique=False)

    op.create_table(
        "verdict_segments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("environment_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("environment", sa.String(length=40), nullable=False),
        sa.Column("starts_at", UTC, nullable=False),
        sa.Column("ends_at", UTC, nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("enforced", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.CheckConstraint(
            "verdict in ('approved','blocked')", name=op.f("ck_verdict_segments_verdict_known")
        ),
        sa.ForeignKeyConstraint(
            ["environment_id"], ["environments.id"], name=op.f("fk_verdict_segments_environment_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_verdict_segments_service_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_segments")),
    )
    op.create_index(
        "ix_verdict_segments_gate",
        "verdict_segments",
        ["service", "environment", "starts_at"],
        unique=False,
    )
    op.create_index(
        "ix_verdict_segments_now",
        "verdict_segments",
        ["service_id", "environment_id", "starts_at"],
        unique=False,
    )

    op.create_table(
        "answer_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_answer_revisions_by")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_answer_revisions_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_revisions")),
        sa.UniqueConstraint(
            "review_id",
            "question",
            "number",
            name=op.f("uq_answer_revisions_review_id_question_number"),
        ),
    )
    op.create_index(
        "ix_answer_revisions_contributors",
        "answer_revisions",
        ["review_id", "area", "by"],
        unique=False,
    )

    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("ends_at", UTC, nullable=False),
        sa.Column("ledger_size", sa.Integer(), nullable=False),
        sa.Column("ledger_head", sa.String(length=64), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_approvals_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_review_id"), "approvals", ["review_id"], unique=False)

    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=True),
        sa.Column("gate", sa.String(length=40), nullable=True),
        sa.Column("body", sa.String(length=4000), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_comments_by")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_comments_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index(op.f("ix_comments_review_id"), "comments", ["review_id"], unique=False)

    op.create_table(
        "deployments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("environment_id", sa.Integer(), nullable=False),
        sa.Column("artifact", sa.String(length=300), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("token_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_deployments_by")),
        sa.ForeignKeyConstraint(
            ["environment_id"], ["environments.id"], name=op.f("fk_deployments_environment_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_deployments_service_id")
        ),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_tokens.id"], name=op.f("fk_deployments_token_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployments")),
    )
    op.create_index(op.f("ix_deployments_service_id"), "deployments", ["service_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTC, nullable=False),
        sa.Column("made_at", UTC, nullable=True),
        sa.Column("fault", sa.String(length=500), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_drafts_review_id")),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_ledger_entries_by")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_ledger_entries_review_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_ledger_entries_service_id")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint("hash", name=op.f("uq_ledger_entries_hash")),
    )
    op.create_index(op.f("ix_ledger_entries_event"), "ledger_entries", ["event"], unique=False)
    op.create_index(
        op.f("ix_ledger_entries_review_id"), "ledger_entries", ["review_id"], unique=False
    )
    op.create_index(
        op.f("ix_ledger_entries_service_id"), "ledger_entries", ["service_id"], unique=False
    )

    op.create_table(
        "review_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=20), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("closes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_review_moves_by")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_moves_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_moves")),
    )
    op.create_index(op.f("ix_review_moves_review_id"), "review_moves", ["review_id"], unique=False)

    op.create_table(
        "review_summaries",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_summaries_review_id")
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_review_summaries")),
    )
    op.create_index(op.f("ix_review_summaries_state"), "review_summaries", ["state"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("gate", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_rounds_by")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_rounds_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint(
            "review_id", "gate", "number", name=op.f("uq_rounds_review_id_gate_number")
        ),
    )
    op.create_index(op.f("ix_rounds_review_id"), "rounds", ["review_id"], unique=False)

    op.create_table(
        "sendings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_sendings_by")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_sendings_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sendings")),
    )
    op.create_index(op.f("ix_sendings_review_id"), "sendings", ["review_id"], unique=False)

    op.create_table(
        "waivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("ends_at", UTC, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_waivers_by")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_waivers_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    op.create_index(op.f("ix_waivers_review_id"), "waivers", ["review_id"], unique=False)

    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approvals.id"], name=op.f("fk_reports_approval_id")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_reports_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_reports_approval_id")),
    )
    op.create_index(op.f("ix_reports_review_id"), "reports", ["review_id"], unique=False)

    op.create_table(
        "votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("gate", sa.String(length=40), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=True),
        sa.Column("comment", sa.String(length=4000), nullable=False),
        sa.Column("denial_id", sa.Integer(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint(
            "choice in ('approve','request_changes','deny')", name=op.f("ck_votes_choice_known")
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_votes_by")),
        sa.ForeignKeyConstraint(["denial_id"], ["votes.id"], name=op.f("fk_votes_denial_id")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_votes_review_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_votes_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
    )
    op.create_index(op.f("ix_votes_by"), "votes", ["by"], unique=False)
    op.create_index(op.f("ix_votes_review_id"), "votes", ["review_id"], unique=False)

    op.create_table(
        "waiver_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("waiver_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("comment", sa.String(length=4000), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint(
            "decision in ('granted','refused','revoked')",
            name=op.f("ck_waiver_decisions_decision_known"),
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_waiver_decisions_by")),
        sa.ForeignKeyConstraint(
            ["waiver_id"], ["waivers.id"], name=op.f("fk_waiver_decisions_waiver_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver_decisions")),
    )
    op.create_index(
        op.f("ix_waiver_decisions_waiver_id"), "waiver_decisions", ["waiver_id"], unique=False
    )

    op.create_table(
        "withdrawals",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_withdrawals_by")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_withdrawals_vote_id")),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_withdrawals")),
    )

    op.bulk_insert(
        sa.table("ledger_head", sa.column("id"), sa.column("size"), sa.column("hash")),
        [{"id": 1, "size": 0, "hash": "0" * 64}],
    )
    op.bulk_insert(
        sa.table("environments", sa.column("name"), sa.column("position")),
        [{"name": "staging", "position": 1}, {"name": "production", "position": 2}],
    )


def downgrade() -> None:
    op.drop_table("withdrawals")
    op.drop_index(op.f("ix_waiver_decisions_waiver_id"), table_name="waiver_decisions")

    op.drop_table("waiver_decisions")
    op.drop_index(op.f("ix_votes_review_id"), table_name="votes")
    op.drop_index(op.f("ix_votes_by"), table_name="votes")

    op.drop_table("votes")
    op.drop_index(op.f("ix_reports_review_id"), table_name="reports")

    op.drop_table("reports")
    op.drop_index(op.f("ix_waivers_review_id"), table_name="waivers")

    op.drop_table("waivers")
    op.drop_index(op.f("ix_sendings_review_id"), table_name="sendings")

    op.drop_table("sendings")
    op.drop_index(op.f("ix_rounds_review_id"), table_name="rounds")

    op.drop_table("rounds")
    op.drop_index(op.f("ix_review_summaries_state"), table_name="review_summaries")

    op.drop_table("review_summaries")
    op.drop_index(op.f("ix_review_moves_review_id"), table_name="review_moves")

    op.drop_table("review_moves")
    op.drop_index(op.f("ix_ledger_entries_service_id"), table_name="ledger_entries")
    op.drop_index(op.f("ix_ledger_entries_review_id"), table_name="ledger_entries")
    op.drop_index(op.f("ix_ledger_entries_event"), table_name="ledger_entries")

    op.drop_table("ledger_entries")
    op.drop_table("drafts")
    op.drop_index(op.f("ix_deployments_service_id"), table_name="deployments")

    op.drop_table("deployments")
    op.drop_index(op.f("ix_comments_review_id"), table_name="comments")

    op.drop_table("comments")
    op.drop_index(op.f("ix_approvals_review_id"), table_name="approvals")

    op.drop_table("approvals")
    op.drop_index("ix_answer_revisions_contributors", table_name="answer_revisions")

    op.drop_table("answer_revisions")
    op.drop_index("ix_verdict_segments_now", table_name="verdict_segments")
    op.drop_index("ix_verdict_segments_gate", table_name="verdict_segments")

    op.drop_table("verdict_segments")
    op.drop_index(op.f("ix_stage_moves_service_id"), table_name="stage_moves")

    op.drop_table("stage_moves")
    op.drop_index(op.f("ix_sign_ins_account_id"), table_name="sign_ins")

    op.drop_table("sign_ins")
    op.drop_index(op.f("ix_reviews_service_id"), table_name="reviews")

    op.drop_table("reviews")
    op.drop_table("invitations")
    op.drop_index(op.f("ix_fact_changes_service_id"), table_name="fact_changes")

    op.drop_table("fact_changes")
    op.drop_table("api_tokens")
    op.drop_index(op.f("ix_services_owner_team_id"), table_name="services")

    op.drop_table("services")
    op.drop_table("role_grants")
    op.drop_index(op.f("ix_memberships_person_id"), table_name="memberships")

    op.drop_table("memberships")
    op.drop_index(op.f("ix_accounts_person_id"), table_name="accounts")

    op.drop_table("accounts")
    op.drop_table("teams")
    op.drop_table("seen_contents")
    op.drop_table("people")
    op.drop_index("ix_outbox_waiting", table_name="outbox")

    op.drop_table("outbox")
    op.drop_table("ledger_head")
    op.drop_table("environments")
    op.drop_table("checklist_versions")
