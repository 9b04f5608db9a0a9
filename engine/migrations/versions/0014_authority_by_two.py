"""Authority with type, court and papers, verified by a second person; suspensions; agreements with supporters

Revision: 0014, after 0013
"""

import json

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(length=20), server_default='', nullable=False),
        sa.Column('court', sqlmodel.sql.sqltypes.AutoString(length=200), server_default='', nullable=False),
        sa.Column('papers', sqlmodel.sql.sqltypes.AutoString(length=500), server_default='', nullable=False),
        sa.Column('report_due_on', sa.Date(), nullable=True),
        sa.Column('also_paid', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('entered_by', sa.Uuid(), sa.ForeignKey('account.id', name=op.f('fk_relation_entered_by')), nullable=True),
        sa.Column('suspended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    ):
        op.add_column('relation', column, inline_references=True)
    op.create_table('suspension_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('relation_id', sa.Uuid(), nullable=False),
    sa.Column('step', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_suspension_step_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_suspension_step_person_id')),
    sa.ForeignKeyConstraint(['relation_id'], ['relation.id'], name=op.f('fk_suspension_step_relation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension_step'))
    )
    op.create_index('ix_suspension_step_person_id', 'suspension_step', ['person_id'])
    op.create_index('ix_suspension_step_relation_id', 'suspension_step', ['relation_id'])
    op.create_table('support_agreement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('relation_id', sa.Uuid(), nullable=False),
    sa.Column('areas', sa.JSON(), nullable=False),
    sa.Column('may_access_information', sa.Boolean(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('witnesses', sa.JSON(), nullable=False),
    sa.Column('notary', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('papers', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_support_agreement_person_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_support_agreement_recorded_by')),
    sa.ForeignKeyConstraint(['relation_id'], ['relation.id'], name=op.f('fk_support_agreement_relation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_agreement'))
    )
    op.create_index('ix_support_agreement_person_id', 'support_agreement', ['person_id'])
    op.create_index('ix_support_agreement_relation_id', 'support_agreement', ['relation_id'])
    _say_who_entered()
    unchanging.install(op.get_bind())


def _say_who_entered() -> None:
    """Who wrote a guardian in stands in its event. Papers noted as seen by the same person count as not verified."""
    bind = op.get_bind()
    event = sa.table('event', sa.column('kind'), sa.column('actor'), sa.column('body'))
    relation = sa.table('relation', sa.column('id', sa.Uuid()), sa.column('entered_by', sa.Uuid()))
    account = sa.table('account', sa.column('id', sa.Uuid()))
    known = set(bind.execute(sa.select(account.c.id)).scalars())
    for row in bind.execute(sa.select(event.c.actor, event.c.body).where(event.c.kind == 'guardian.added')).all():
        by = sa.Uuid().python_type(row.actor)
        entered = sa.Uuid().python_type(json.loads(bytes(row.body))['data']['relation'])
        if by in known:
            bind.execute(sa.update(relation).where(relation.c.id == entered).values(entered_by=by))


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
