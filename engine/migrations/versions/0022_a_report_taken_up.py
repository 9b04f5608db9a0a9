"""What a reader wrote says whether it took a report up

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('safety_step', sa.Column('takes_up', sa.Boolean(), server_default='0', nullable=False))


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
