"""The demo clinic: believable people and diaries around today's date, made in one go."""

from .making import ClinicExists, DemoMade, make_demo

__all__ = ["ClinicExists", "DemoMade", "make_demo"]
