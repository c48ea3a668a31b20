"""The index of one person's open work starts with the institution.

Row security asks for a span of institutions, of which PostgreSQL expects few rows; it then believed
an index of all tasks to be cheaper than the one of this person's few. Every page asks this. A
second one finds what was due or done today without reading all that the person ever did,
and a third what waits for a check.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0002_importbatch_added_importbatch_changes_and_more"),
        ("planning", "0011_evidence_outlives_entries"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="task", name="planning_task_open_of"),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["institution", "assignee", "due_on"],
                condition=models.Q(state__in=["todo", "doing"]),
                name="planning_task_open_of",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["institution", "assignee", "due_on"], name="planning_task_of"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["institution", "done_at"],
                condition=models.Q(state="review"),
                name="planning_task_to_check",
            ),
        ),
    ]
