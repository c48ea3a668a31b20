"""What a meeting studies and who speaks; study meetings held before have no topic: 其他."""

from typing import Any

from django.db import migrations, models


def name_topics(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("planning", "Meeting").objects.filter(sort="study").update(topic="other")


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0002_importbatch_added_importbatch_changes_and_more"),
        ("planning", "0013_reading_limits"),
    ]

    operations = [
        migrations.AddField(
            model_name="attendance",
            name="contribution",
            field=models.CharField(blank=True, max_length=200, verbose_name="发言要点"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="speaker",
            field=models.CharField(blank=True, max_length=60, verbose_name="主讲人"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="topic",
            field=models.CharField(
                blank=True,
                choices=[
                    ("law", "法律法规"),
                    ("safety", "安全卫生"),
                    ("fine", "精细管理"),
                    ("practice", "好做法"),
                    ("ethics", "政治和职业道德"),
                    ("skill", "业务技能"),
                    ("other", "其他"),
                ],
                max_length=8,
                verbose_name="学习专题",
            ),
        ),
        migrations.RunPython(name_topics, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sort", "study"), _negated=True),
                    models.Q(("topic", ""), _negated=True),
                    _connector="OR",
                ),
                name="planning_meeting_study_topic",
                violation_error_message="学习会请选学习专题，学时按专题累计。",
            ),
        ),
    ]
