"""preparation before a use"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "ck_booking_in_order"


def upgrade() -> None:
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("preparation", sa.Integer(), server_default="0", nullable=False)
        )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.add_column(sa.Column("busy_from", sa.DateTime(), nullable=True))
    op.execute("UPDATE booking SET busy_from = starts")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.alter_column("busy_from", existing_type=sa.DateTime(), nullable=False)
        batch_op.drop_constraint(op.f(NAME), type_="check")
        batch_op.create_check_constraint(
            op.f(NAME), "busy_from <= starts AND starts < ends AND ends <= busy_until"
        )


def downgrade() -> None:
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_="check")
        batch_op.create_check_constraint(
            op.f(NAME), "starts < ends AND ends <= busy_until"
        )
        batch_op.drop_column("busy_from")
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_column("preparation")
