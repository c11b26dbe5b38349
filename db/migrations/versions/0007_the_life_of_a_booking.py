"""the life of a booking"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

APPLIED = sa.text("status = 'applied'")
HELD = sa.text("held_until IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_until", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("reason", sa.String(), server_default="", nullable=False)
        )

    op.create_index(
        "ix_booking_applied",
        "booking",
        ["home"],
        sqlite_where=APPLIED,
        postgresql_where=APPLIED,
    )
    op.create_index(
        "ix_booking_held",
        "booking",
        ["held_until"],
        sqlite_where=HELD,
        postgresql_where=HELD,
    )


def downgrade() -> None:
    op.drop_index("ix_booking_held", "booking")
    op.drop_index("ix_booking_applied", "booking")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_column("reason")
        batch_op.drop_column("decided_on")
        batch_op.drop_column("held_until")
