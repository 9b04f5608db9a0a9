"""How people are reminded, and the calls and letters that staff owe them

Revision: 0024, after 0023
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reminder_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('how', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('every_days', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_reminder_choice_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_choice'))
    )
    op.create_index('ix_reminder_choice_account_id', 'reminder_choice', ['account_id'])
    op.create_table('reminder_task',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('how', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_reminder_task_account_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_reminder_task_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_task'))
    )
    op.create_index('ix_reminder_task_plan_id', 'reminder_task', ['plan_id'])
    op.create_table('reminder_done',
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_reminder_done_by')),
    sa.ForeignKeyConstraint(['task_id'], ['reminder_task.id'], name=op.f('fk_reminder_done_task_id')),
    sa.PrimaryKeyConstraint('task_id', name=op.f('pk_reminder_done'))
    )
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
