"""Evidence stays when the entry it names is purged at the end of its time of keeping.

The program may add evidence and nothing else, so the database itself takes the pointer away.
"""

import django.db.models.deletion
from django.db import migrations, models

NAME = "planning_evidence_entry_let_go"


class Migration(migrations.Migration):
    dependencies = [
        ("ledgers", "0003_drafts"),
        ("planning", "0010_items_name_books"),
    ]

    operations = [
        migrations.AlterField(
            model_name="evidence",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="ledgers.entry",
            ),
        ),
        migrations.RunSQL(
            f"ALTER TABLE planning_evidence ADD CONSTRAINT {NAME} FOREIGN KEY (entry_id)"
            " REFERENCES ledgers_entry (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE planning_evidence DROP CONSTRAINT {NAME}",
        ),
    ]
