"""What the sweep looks at next stands in a narrow table of its own: in the row of a case each change
of it wrote all of the case's indexes anew. Indexes of columns that few cases fill hold those few."""

import django.db.models.deletion
import houqin.core.tenancy
from django.db import migrations, models

_MOVE = """
INSERT INTO cases_duealarm (institution_id, case_id, at)
SELECT institution_id, id, next_alarm_at FROM cases_case WHERE next_alarm_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_meetings_decide_an_amount"),
        ("ledgers", "0007_expected_and_rhythm"),
        ("org", "0002_importbatch_added_importbatch_changes_and_more"),
    ]

    operations = [
        migrations.CreateModel(
            name="DueAlarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="due_alarm",
                        to="cases.case",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        db_index=False,
                        default=houqin.core.tenancy.institution_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.institution",
                    ),
                ),
            ],
            options={"ordering": ["at"]},
        ),
        migrations.AddIndex(
            model_name="duealarm",
            index=models.Index(fields=["institution", "at"], name="cases_duealarm_at"),
        ),
        migrations.RunSQL(_MOVE, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_alarms",
        ),
        migrations.RemoveField(
            model_name="case",
            name="next_alarm_at",
        ),
        migrations.AlterField(
            model_name="case",
            name="department",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.department",
                verbose_name="部门",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duplicates",
                to="cases.case",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="place",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.place",
                verbose_name="场所",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="recurrence_of",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recurrences",
                to="cases.case",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("department__isnull", False)),
                fields=["department"],
                name="cases_case_department",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="cases_case_merged_into",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("recurrence_of__isnull", False)),
                fields=["recurrence_of"],
                name="cases_case_recurrence_of",
            ),
        ),
    ]
