"""waivers, and what was said of a use"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MISSED = sa.text("status IN ('no_show', 'cancelled')")


def upgrade() -> None:
    op.create_table(
        "waiver",
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
            name=op.f("fk_waiver_booking_id_booking"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
    )
    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_waiver_booking_id"), ["booking_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_waiver_granted_at"), ["granted_at"], unique=False
        )

    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("facts", sa.String(), server_default="{}", nullable=False)
        )
    op.create_index(
        "ix_booking_missed",
        "booking",
        ["group_id", "starts"],
        sqlite_where=MISSED,
        postgresql_where=MISSED,
    )


def downgrade() -> None:
    op.drop_index("ix_booking_missed", "booking")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_column("facts")
    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiver_granted_at"))
        batch_op.drop_index(batch_op.f("ix_waiver_booking_id"))
    op.drop_table("waiver")
