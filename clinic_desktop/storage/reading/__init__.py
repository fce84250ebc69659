"""What can be read, one module per part of the clinic; each function takes a Reading first."""
