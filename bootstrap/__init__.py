"""What run.py needs before there is a .venv: standard library only."""
