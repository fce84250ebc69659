"""What is true in a clinic: records and rules, pure, with the standard library only."""
