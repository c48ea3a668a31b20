from django.urls import path

from houqin.core.late import late

search, setup, shell, today, tokens = late(
    "houqin.web.views", "search", "setup", "shell", "today", "tokens"
)

app_name = "web"
urlpatterns = [
    path("", shell.index, name="index"),
    path("today/", today.today, name="today"),
    path("today/<int:pk>/urge/", today.urge, name="urge"),
    path("search/", search.search, name="search"),
    path("scan/", shell.scan, name="scan"),
    path("welcome/", setup.welcome, name="welcome"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("more/", shell.more, name="more"),
]
