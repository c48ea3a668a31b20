"""What files tells the shell."""

from houqin.core.late import late_call
from houqin.core.manifest import EVERYBODY, EVERYBODY_INSIDE, Job, Manifest, Permission

MANIFEST = Manifest(
    room="files",
    name="照片与文件",
    icon="photo",
    permissions=(
        Permission("files.see", "查看照片和文件", EVERYBODY),
        Permission("files.take", "上传照片和文件", EVERYBODY_INSIDE),
    ),
    sentences={
        "files.photo_taken": "上传了照片“{target}”",
        "files.document_taken": "上传了文件“{target}”",
        "files.detached": "从一条记录上取下了“{target}”",
        "files.orphans_purged": "清理了 {count} 个没有用上的文件",
    },
    jobs=(
        Job(
            "files.purge_orphans",
            "20 3 * * *",
            late_call("houqin.files.jobs", "purge"),
            "清理一天内没有用上的上传文件",
        ),
    ),
)
