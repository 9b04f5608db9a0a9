"""Words with their place, files kept as they came, and what stands beside a quote

Revision: 0004, after 0003
"""

from typing import Any

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('original',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('kept_by', sa.Uuid(), nullable=False),
    sa.Column('kept_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('kept_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['kept_by'], ['account.id'], name=op.f('fk_original_kept_by')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_original_meeting_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_original_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_original'))
    )
    op.create_index("ix_original_meeting_id", "original", ['meeting_id'])
    op.create_index("ix_original_person_id", "original", ['person_id'])

    op.create_table('original_bytes',
    sa.Column('original_id', sa.Uuid(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_original_bytes_original_id')),
    sa.PrimaryKeyConstraint('original_id', name=op.f('pk_original_bytes'))
    )
    op.create_table('original_erasure',
    sa.Column('original_id', sa.Uuid(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('first_by', sa.Uuid(), nullable=False),
    sa.Column('second_by', sa.Uuid(), nullable=False),
    sa.CheckConstraint('first_by <> second_by', name=op.f('ck_original_erasure_two_people')),
    sa.ForeignKeyConstraint(['first_by'], ['account.id'], name=op.f('fk_original_erasure_first_by')),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_original_erasure_original_id')),
    sa.ForeignKeyConstraint(['second_by'], ['account.id'], name=op.f('fk_original_erasure_second_by')),
    sa.PrimaryKeyConstraint('original_id', name=op.f('pk_original_erasure'))
    )
    op.create_table('original_text',
    sa.Column('original_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reader', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_original_text_original_id')),
    sa.PrimaryKeyConstraint('original_id', name=op.f('pk_original_text'))
    )
    op.create_table('shown_copy',
    sa.Column('original_id', sa.Uuid(), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_shown_copy_original_id')),
    sa.PrimaryKeyConstraint('original_id', name=op.f('pk_shown_copy'))
    )
    op.create_table('companion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('made_by', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('recorded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_companion_quote_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_companion_recorded_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_companion'))
    )
    op.create_index("ix_companion_quote_id", "companion", ['quote_id'])

    op.create_table('companion_review',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('companion_id', sa.Uuid(), nullable=False),
    sa.Column('holds', sa.Boolean(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_companion_review_by')),
    sa.ForeignKeyConstraint(['companion_id'], ['companion.id'], name=op.f('fk_companion_review_companion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_companion_review'))
    )
    op.create_index("ix_companion_review_companion_id", "companion_review", ['companion_id'])

    op.create_table('companion_text',
    sa.Column('companion_id', sa.Uuid(), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.ForeignKeyConstraint(['companion_id'], ['companion.id'], name=op.f('fk_companion_text_companion_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_companion_text_quote_id')),
    sa.PrimaryKeyConstraint('companion_id', name=op.f('pk_companion_text'))
    )
    op.create_index("ix_companion_text_quote_id", "companion_text", ['quote_id'])

    # Columns are added in place: tables that refuse change are never copied.
    for table, column in _columns():
        op.add_column(table, column, inline_references=True)
    op.create_index("ix_quote_original_id", "quote", ["original_id"])
    unchanging.install(op.get_bind())


def _columns() -> list[tuple[str, sa.Column[Any]]]:
    def short(name: str, length: int) -> sa.Column[Any]:
        return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(length=length), server_default="", nullable=False)

    def moment(name: str) -> sa.Column[Any]:
        return sa.Column(name, sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)

    def no(name: str) -> sa.Column[Any]:
        return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)

    return [
        ("attendance", short("invited_by", 200)),
        ("attendance", no("not_wanted")),
        ("meeting", moment("started_at")),
        ("meeting", moment("ended_at")),
        ("meeting", no("time_chosen_by_person")),
        ("observation", short("life_area", 20)),
        ("observation", moment("noted_at")),
        ("quote", short("life_area", 20)),
        ("quote", moment("noted_at")),
        ("quote", sa.Column("original_id", sa.Uuid(), sa.ForeignKey("original.id"), nullable=True)),
        ("quote", sa.Column("original_start", sa.Integer(), nullable=True)),
        ("quote", sa.Column("original_end", sa.Integer(), nullable=True)),
        ("quote", sa.Column("adds_to", sa.Uuid(), sa.ForeignKey("quote.id"), nullable=True)),
    ]


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
