"""Clinic Desktop: a clinic's appointments, on its own desk."""

__title__ = "Clinic Desktop"
__version__ = "0.1.0"
