"""Where the clinic's records are kept: one encrypted SQLite file, one writer, one journal."""

import inspect

from clinic_desktop.put_off import put_off

# SQLAlchemy's asynchronous half, and its search for other makers' plug-ins, with ssl and email behind them.
with put_off({"asyncio": {"iscoroutine": inspect.iscoroutine}, "importlib.metadata": {}}):
    import sqlalchemy.dialects.sqlite as sqlalchemy_sqlite  # noqa: F401
