"""The bundle for macOS and its disk image."""
