"""The API below ``/i/<code>/api/``: routers, the token, errors. Its description is openapi.json."""

from django.conf import settings
from ninja import NinjaAPI

from houqin.api import problems
from houqin.api.auth import TokenAuth
from houqin.api.routers import announcements, books, cases, duties, org, plans, tasks

api = NinjaAPI(
    title="后勤 Houqin",
    version="1",
    description=(
        "一个单位的任务、计划、台账、事项、值日、通知公告、场所和人员。令牌在“接口令牌”页新建，可随时停用。"
        f"每个令牌每分钟最多 {settings.API_PER_TOKEN} 次，每个网络地址最多 "
        f"{settings.API_PER_ADDRESS} 次；超过时答复 429，Retry-After 说明几秒后再试。"
        "拒绝一律是 application/problem+json，detail 是一句中文。"
    ),
    auth=TokenAuth(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/tasks", tasks.router)
api.add_router("/plans", plans.router)
api.add_router("/books", books.router)
api.add_router("/cases", cases.router)
api.add_router("/duties", duties.router)
api.add_router("/announcements", announcements.router)
api.add_router("/places", org.places_router)
api.add_router("/staff", org.staff_router)
problems.install(api)

urlpatterns, app_name, _namespace = api.urls  # mounted as "api"
