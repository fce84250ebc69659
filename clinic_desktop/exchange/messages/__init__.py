"""How messages leave the clinic: e-mail, text messages, and the run that sends what is due."""
