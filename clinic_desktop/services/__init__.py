"""What a signed-in person may do: one method per verb — permission, read, rule, write."""
