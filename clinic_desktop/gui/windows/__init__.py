"""The frame of a window, and the window of each role."""
