"""Sittings in the person's room, and sessions that sleep while a device is handed over

Revision: 0009, after 0008
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sitting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('plan_id', sa.Uuid(), nullable=True),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('way_in', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('device', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('handed_over_by', sa.Uuid(), nullable=True),
    sa.Column('handed_over_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('helped_by_kind', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('helped_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('end', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sitting_account_id')),
    sa.ForeignKeyConstraint(['handed_over_by'], ['account.id'], name=op.f('fk_sitting_handed_over_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sitting_person_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_sitting_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting'))
    )
    op.create_index('ix_sitting_account_id', 'sitting', ['account_id'])
    op.create_index('ix_sitting_person_id', 'sitting', ['person_id'])
    # Nobody answers outside a sitting: the person and their guardian sign in again, and begin one.
    op.execute("DELETE FROM web_session WHERE role IN ('participant', 'guardian')")
    for column in (
        sa.Column('sitting_id', sa.Uuid(), sa.ForeignKey('sitting.id', name=op.f('fk_web_session_sitting_id')), nullable=True),
        sa.Column('asleep_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column('wakes', sa.LargeBinary(length=32), nullable=True),
        sa.Column('wakes_at', sqlmodel.sql.sqltypes.AutoString(length=500), server_default='', nullable=False),
    ):
        op.add_column('web_session', column, inline_references=True)
    op.create_index('ix_web_session_sitting_id', 'web_session', ['sitting_id'])


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
