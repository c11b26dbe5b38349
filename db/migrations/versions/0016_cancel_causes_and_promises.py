"""cancel causes, and calls about promises"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

PROMISES = {"waiting_id": "waiting", "request_id": "lottery_request"}


def upgrade() -> None:
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("cancel_cause", sa.String(), server_default="", nullable=False)
        )

    with op.batch_alter_table("emergency_call", schema=None) as batch_op:
        batch_op.alter_column("booking_id", existing_type=sa.Uuid(), nullable=True)
        for column, to in PROMISES.items():
            batch_op.add_column(sa.Column(column, sa.Uuid(), nullable=True))
            batch_op.create_index(
                batch_op.f(f"ix_emergency_call_{column}"), [column], unique=False
            )
            batch_op.create_foreign_key(
                batch_op.f(f"fk_emergency_call_{column}_{to}"),
                to,
                [column],
                ["id"],
                initially="DEFERRED",
                deferrable=True,
            )


def downgrade() -> None:
    op.execute("DELETE FROM emergency_call WHERE booking_id IS NULL")
    with op.batch_alter_table("emergency_call", schema=None) as batch_op:
        for column, to in PROMISES.items():
            batch_op.drop_constraint(
                batch_op.f(f"fk_emergency_call_{column}_{to}"), type_="foreignkey"
            )
            batch_op.drop_index(batch_op.f(f"ix_emergency_call_{column}"))
            batch_op.drop_column(column)
        batch_op.alter_column("booking_id", existing_type=sa.Uuid(), nullable=False)

    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_column("cancel_cause")
