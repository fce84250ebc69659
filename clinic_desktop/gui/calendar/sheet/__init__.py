"""The ruled sheet of days: its columns, hours, boxes, and the hands that move them."""
