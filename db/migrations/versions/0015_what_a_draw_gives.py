"""what a draw passes over, and what was said of a use"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("lottery", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("gone", sa.String(), server_default="", nullable=False)
        )
    for table in ("lottery_request", "waiting"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column("facts", sa.String(), server_default="{}", nullable=False)
            )
    with op.batch_alter_table("lottery_request", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("waived", sa.String(), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("lottery_request", schema=None) as batch_op:
        batch_op.drop_column("waived")
    for table in ("waiting", "lottery_request"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("facts")
    with op.batch_alter_table("lottery", schema=None) as batch_op:
        batch_op.drop_column("gone")
