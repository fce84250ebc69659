"""How the program becomes a folder that runs without Python, and packages of that folder."""
