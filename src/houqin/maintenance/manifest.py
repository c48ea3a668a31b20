"""What maintenance tells the shell."""

from houqin.core.manifest import Manifest

MANIFEST = Manifest(room="maintenance", name="维修", icon="tool")
