"""Whether there is a screen that Qt could open a window on."""

import os
import sys


def has_display() -> bool:
    """Whether Qt would find a screen: it aborts the process when it does not, so it must not be the one to try."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return x11_answers() or wayland_answers()


def x11_answers() -> bool:
    """Open the X display as Qt will, its permission included."""
    if not os.environ.get("DISPLAY"):
        return False
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def wayland_answers() -> bool:
    """Connect to the Wayland compositor's socket."""
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    import socket

    with socket.socket(socket.AF_UNIX) as compositor:
        try:
            compositor.connect(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name))
        except OSError:
            return False
    return True
