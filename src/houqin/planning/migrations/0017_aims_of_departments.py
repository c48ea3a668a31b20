import django.db.models.deletion
from django.db import migrations, models

import houqin.core.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0002_importbatch_added_importbatch_changes_and_more"),
        ("planning", "0016_activities"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaignaim",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.department",
                verbose_name="部门",
            ),
        ),
        migrations.AddField(
            model_name="campaignaim",
            name="method",
            field=models.CharField(blank=True, max_length=500, verbose_name="办法"),
        ),
        migrations.AddField(
            model_name="campaignaim",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.staff",
                verbose_name="负责人",
            ),
        ),
        migrations.AddField(
            model_name="campaignaim",
            name="submitted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="campaignaim",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.staff",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaignaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("submitted_at", None),
                    ("submitted_by", None),
                )
                | models.Q(
                    ("submitted_at__isnull", False),
                    ("submitted_by__isnull", False),
                    models.Q(("method", ""), _negated=True),
                ),
                name="planning_campaignaim_submitted_whole",
                violation_error_message="请先写明办法，再报方案。",
            ),
        ),
        migrations.CreateModel(
            name="AimStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "aim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="planning.campaignaim",
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
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aim_step",
                        to="planning.task",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["aim"], name="planning_step_of_aim")],
            },
        ),
    ]
