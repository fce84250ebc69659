"""The installer for Windows, and what Windows tells of the program."""
