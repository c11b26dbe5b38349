"""months_corrections_approvals"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

APPROVING = sa.text("approval = 'asked'")
OF = " + ".join(
    f"CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END"
    for name in ("booking", "loan", "batch")
)


def upgrade() -> None:
    op.create_table(
        "month_closing",
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["month_closing.id"],
            name=op.f("fk_month_closing_follows_id_month_closing"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_closing")),
    )
    with op.batch_alter_table("month_closing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_month_closing_home"), ["home"], unique=False)

    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("month", sa.Date(), nullable=True))

    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reverses_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("reason", sa.String(), server_default="", nullable=False)
        )
        batch_op.create_index(
            batch_op.f("ix_payment_reverses_id"), ["reverses_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_payment_reverses_id_payment"),
            "payment",
            ["reverses_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.drop_constraint(batch_op.f("ck_payment_for_one"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_for_one"),
            f"{OF} = CASE WHEN amount = 0 THEN 0 ELSE 1 END",
        )

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("role", sa.String(), server_default="head", nullable=False)
        )

    with op.batch_alter_table("booking", schema=None) as batch_op:
        for name in ("ground", "approval", "approved_by", "approval_reason"):
            batch_op.add_column(
                sa.Column(name, sa.String(), server_default="", nullable=False)
            )
        batch_op.add_column(sa.Column("approved_on", sa.Date(), nullable=True))

    op.create_index(
        "ix_booking_approving",
        "booking",
        ["home"],
        sqlite_where=APPROVING,
        postgresql_where=APPROVING,
    )


def downgrade() -> None:
    op.drop_index("ix_booking_approving", "booking")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_column("approved_on")
        for name in ("approval_reason", "approved_by", "approval", "ground"):
            batch_op.drop_column(name)

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("role")

    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_payment_for_one"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_payment_for_one"), f"{OF} = 1")
        batch_op.drop_constraint(
            batch_op.f("fk_payment_reverses_id_payment"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_payment_reverses_id"))
        batch_op.drop_column("reason")
        batch_op.drop_column("reverses_id")

    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.drop_column("month")

    with op.batch_alter_table("month_closing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_month_closing_home"))

    op.drop_table("month_closing")
