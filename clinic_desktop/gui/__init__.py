"""What the clinic looks like: windows, pages and widgets in Qt."""
