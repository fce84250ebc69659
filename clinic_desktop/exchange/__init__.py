"""What comes in and goes out: the demo clinic, and the exports of other programs."""
