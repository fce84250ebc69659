"""The admin's pages: people, departments and types of appointment."""
