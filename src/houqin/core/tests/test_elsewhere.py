"""What is printed or handed on leads back to this program from any device."""

import pytest

from houqin.org.testing import at, make_member, signed_in


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked_as", "known", "handed_on"),
    [
        ("127.0.0.1:8000", "http://192.168.1.20:8000", "http://192.168.1.20:8000/i/"),
        ("localhost:8000", "https://hq.example.edu.cn/", "https://hq.example.edu.cn/i/"),
        ("192.168.1.20:8000", "https://hq.example.edu.cn", "http://192.168.1.20:8000/i/"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", "http://127.0.0.1:8000/i/"),
    ],
)
def test_who_sits_at_the_server_hands_on_an_address_that_phones_reach(
    institution, settings, asked_as, known, handed_on
):
    settings.BASE_URL, settings.ALLOWED_HOSTS = known, ["*"]
    client = signed_in(make_member(institution))
    page = client.post(at(institution, "subscribe/"), {"name": "手机"}, HTTP_HOST=asked_as)
    assert handed_on in page.content.decode()
