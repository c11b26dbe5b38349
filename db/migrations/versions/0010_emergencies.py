"""emergencies"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NOT_SETTLED = sa.text("settled_at IS NULL")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{to}.id"],
        name=op.f(f"fk_{table}_{column}_{to}"),
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    op.create_table(
        "emergency",
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("rooms", sa.String(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("declared_by", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("called_off", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_emergency_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency")),
    )
    op.create_index(op.f("ix_emergency_starts"), "emergency", ["starts"])
    op.create_index(
        "ix_emergency_not_settled",
        "emergency",
        ["home"],
        sqlite_where=NOT_SETTLED,
        postgresql_where=NOT_SETTLED,
    )
    op.create_table(
        "emergency_call",
        sa.Column("emergency_id", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("was_room_id", sa.Uuid(), nullable=False),
        sa.Column("was_starts", sa.DateTime(), nullable=False),
        sa.Column("was_ends", sa.DateTime(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("slots", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("called_by", sa.String(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _refers("emergency_call", "booking_id", "booking"),
        _refers("emergency_call", "emergency_id", "emergency"),
        _refers("emergency_call", "room_id", "room"),
        _refers("emergency_call", "was_room_id", "room"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_call")),
    )
    op.create_index(
        op.f("ix_emergency_call_booking_id"), "emergency_call", ["booking_id"]
    )
    op.create_index(
        op.f("ix_emergency_call_emergency_id"), "emergency_call", ["emergency_id"]
    )


def downgrade() -> None:
    op.drop_table("emergency_call")
    op.drop_table("emergency")
