"""What the front desk is asked to do: the list of it, and the ways to do it."""
