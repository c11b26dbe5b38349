"""requests"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TOGETHER = sa.text("request_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "request",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("repeat", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_request_group_id_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_group_id"), ["group_id"])

    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.add_column(sa.Column("request_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("aircon", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_booking_request_id_request"),
            "request",
            ["request_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    op.create_index(
        "ix_booking_request",
        "booking",
        ["request_id"],
        sqlite_where=TOGETHER,
        postgresql_where=TOGETHER,
    )


def downgrade() -> None:
    op.drop_index("ix_booking_request", "booking")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_booking_request_id_request"), type_="foreignkey"
        )
        batch_op.drop_column("aircon")
        batch_op.drop_column("request_id")

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_group_id"))

    op.drop_table("request")
