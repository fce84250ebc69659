"""The file of patients: the page that lists them, and records of one person made one."""
