"""The waiting room: the flow board, walk-ins, the wall display, and closing the day."""
