"""the grounds of reductions that only the lines of a fee told"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

#: How a line begins that reduces by a condition, without a ground.
BY_CONDITION = "条件による: "


def upgrade() -> None:
    booking = sa.table(
        "booking",
        *(sa.column("id", sa.Uuid()), sa.column("ground"), sa.column("fee_lines")),
    )
    connection = op.get_bind()
    told = sa.select(booking.c.id, booking.c.fee_lines).where(
        booking.c.ground == "", booking.c.fee_lines.like('%"reduction"%')
    )
    for key, lines in connection.execute(told).all():
        grounds = [
            line["what"].rpartition("(")[0]
            for line in json.loads(lines)
            if line["kind"] == "reduction" and not line["what"].startswith(BY_CONDITION)
        ]
        for ground in grounds[:1]:
            set_ = booking.update().where(booking.c.id == key).values(ground=ground)
            connection.execute(set_)


def downgrade() -> None:
    """What was read from the lines can be read from them again."""
