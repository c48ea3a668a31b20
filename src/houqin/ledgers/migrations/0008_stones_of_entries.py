"""A tombstone of a correction names the entry it belonged to."""

from django.db import migrations, models

from houqin.ledgers.sql.purging_0008 import PURGE, UNDO_PURGE


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0007_expected_and_rhythm")]

    operations = [
        migrations.AddField(
            model_name="tombstone",
            name="entry_sequence",
            field=models.PositiveBigIntegerField(
                help_text="of the entry that a correction or countersignature belonged to",
                null=True,
            ),
        ),
        migrations.RunSQL(PURGE, UNDO_PURGE),
    ]
