"""What the voice of pupils, parents and patients tells the shell."""

from houqin.core.manifest import Manifest

MANIFEST = Manifest(room="voice", name="意见与投诉", icon="message-2")
