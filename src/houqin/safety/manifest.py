"""What safety tells the shell."""

from houqin.core.manifest import Manifest

MANIFEST = Manifest(room="safety", name="安全", icon="shield-check")
