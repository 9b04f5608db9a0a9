"""What was decided about passages of notes, and where lines of a draft came from

Revision: 0008, after 0007
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('passage_decision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('original_id', sa.Uuid(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=True),
    sa.Column('proposed', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('sure', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('why', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_passage_decision_original_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_passage_decision_quote_id')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_passage_decision_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage_decision'))
    )
    op.create_index('ix_passage_decision_place', 'passage_decision', ['original_id', 'start', 'end'])
    op.create_index('ix_passage_decision_quote_id', 'passage_decision', ['quote_id'])
    op.create_table('line_source',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('lineage_id', sa.Uuid(), nullable=False),
    sa.Column('original_id', sa.Uuid(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_line_source_original_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_line_source'))
    )
    op.create_index('ix_line_source_lineage_id', 'line_source', ['lineage_id'])
    op.create_index('ix_line_source_original_id', 'line_source', ['original_id'])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
