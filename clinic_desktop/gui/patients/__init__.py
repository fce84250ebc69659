"""The patients on screen: finding, registering and looking at one."""
