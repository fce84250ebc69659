"""What is printed, as words in their places: how it lies on a page is the window's affair."""
