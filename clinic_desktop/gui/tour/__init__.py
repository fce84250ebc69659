"""The tour: the real windows driven by real key presses and clicks, with a picture of every screen."""
