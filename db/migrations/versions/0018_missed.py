"""no index of what a group missed: its bookings of the days that count are few"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MISSED = sa.text("status IN ('no_show', 'cancelled')")


def upgrade() -> None:
    op.drop_index("ix_booking_missed", "booking")


def downgrade() -> None:
    op.create_index(
        "ix_booking_missed",
        "booking",
        ["group_id", "starts"],
        sqlite_where=MISSED,
        postgresql_where=MISSED,
    )
