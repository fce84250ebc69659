"""The wizard of the first start: its window, its steps, and what is done for it."""
