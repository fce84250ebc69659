"""Paper: sheets, lists, slips and labels, looked at, printed and kept as PDF."""
