"""The API below ``/i/<code>/api/``: routers, the token, errors. Its description is openapi.json."""

from django.urls import path
from ninja import NinjaAPI

from houqin.api import problems
from houqin.api.auth import TokenAuth
from houqin.api.routers import org, plans, tasks

api = NinjaAPI(
    title="后勤 Houqin",
    version="1",
    description="一个单位的任务、计划、场所和人员。令牌在“我的账号”里新建，可随时撤销。",
    auth=TokenAuth(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/tasks", tasks.router)
api.add_router("/plans", plans.router)
api.add_router("/places", org.places_router)
api.add_router("/staff", org.staff_router)
problems.install(api)

urlpatterns = [path("", api.urls)]
