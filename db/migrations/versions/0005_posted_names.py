"""posted names"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("posted", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.create_index("ix_booking_group_id_starts", "booking", ["group_id", "starts"])
    op.drop_index("ix_booking_group_id", table_name="booking")


def downgrade() -> None:
    op.create_index("ix_booking_group_id", "booking", ["group_id"])
    op.drop_index("ix_booking_group_id_starts", table_name="booking")
    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.drop_column("posted")
