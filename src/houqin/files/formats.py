"""What a file is by its first bytes; knowing that loads no decoder."""


def looks_like_photo(head: bytes) -> bool:
    """Whether the first bytes are those of a format we decode."""
    heif = head[4:8] == b"ftyp" and head[8:12] in {
        b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"
    }  # fmt: skip
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return heif or webp or head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
