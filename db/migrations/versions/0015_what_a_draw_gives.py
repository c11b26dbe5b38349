"""what a draw passes over"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("lottery", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("gone", sa.String(), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("lottery", schema=None) as batch_op:
        batch_op.drop_column("gone")
