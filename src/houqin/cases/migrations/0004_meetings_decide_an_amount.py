"""A decision holds for the amount that the meeting was asked about; who was absent is one of the
people listed. What was written of the absent before stays in the words of the decision."""

from django.db import migrations, models

_KEEP = """
UPDATE cases_collectivedecision d
   SET amount = a.amount,
       result = left(d.result || CASE WHEN d.absent = '' THEN ''
                                      ELSE '（缺席：' || d.absent || '）' END, 500)
  FROM cases_approval a
 WHERE a.id = d.approval_id
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_settled_here")]

    operations = [
        migrations.AddField(
            model_name="collectivedecision",
            name="amount",
            field=models.DecimalField(
                decimal_places=2,
                help_text="what was asked for when it decided",
                max_digits=12,
                null=True,
            ),
        ),
        migrations.RunSQL(_KEEP, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="collectivedecision", name="absent"),
    ]
