"""Words that somebody wrote down for the person, and whether helpers read how they say yes and no

Revision: 0026, after 0025
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "unsent_words",
        sa.Column("written_by", sqlmodel.sql.sqltypes.AutoString(length=200), server_default="", nullable=False),
    )
    op.add_column("unsent_words", sa.Column("meant_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column(
        "reading_preference", sa.Column("hides_yes_and_no", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
