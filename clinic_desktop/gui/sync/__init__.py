"""Several stations on screen: how this one stands with the others, what needs a decision, and setting it up."""
