"""A damaged file: what is offered before anybody signs in."""
