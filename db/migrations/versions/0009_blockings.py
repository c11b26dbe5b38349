"""blockings"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ASKED = sa.text("status = 'provisional'")
BLOCKED = sa.text("blocking_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "blocking",
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("posted", sa.Boolean(), nullable=False),
        sa.Column("allowed_by", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_blocking_in_order")),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["room.id"],
            name=op.f("fk_blocking_room_id_room"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocking")),
    )
    for column in ("room_id", "set_id", "starts"):
        op.create_index(op.f(f"ix_blocking_{column}"), "blocking", [column])
    op.create_index(
        "ix_blocking_asked",
        "blocking",
        ["home"],
        sqlite_where=ASKED,
        postgresql_where=ASKED,
    )

    with op.batch_alter_table(
        "occupancy", table_kwargs={"sqlite_with_rowid": False}
    ) as batch_op:
        batch_op.alter_column("booking_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column("blocking_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_occupancy_blocking_id_blocking"),
            "blocking",
            ["blocking_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_check_constraint(
            op.f("ck_occupancy_one_holder"),
            "(booking_id IS NULL) <> (blocking_id IS NULL)",
        )
    op.create_index(
        "ix_occupancy_blocking_id",
        "occupancy",
        ["blocking_id"],
        sqlite_where=BLOCKED,
        postgresql_where=BLOCKED,
    )


def downgrade() -> None:
    op.execute("DELETE FROM occupancy WHERE blocking_id IS NOT NULL")
    op.drop_index("ix_occupancy_blocking_id", "occupancy")
    with op.batch_alter_table(
        "occupancy", table_kwargs={"sqlite_with_rowid": False}
    ) as batch_op:
        batch_op.drop_constraint(op.f("ck_occupancy_one_holder"), type_="check")
        batch_op.drop_constraint(
            op.f("fk_occupancy_blocking_id_blocking"), type_="foreignkey"
        )
        batch_op.drop_column("blocking_id")
        batch_op.alter_column("booking_id", existing_type=sa.Uuid(), nullable=False)

    op.drop_table("blocking")
