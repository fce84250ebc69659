"""What was read stays in memory while somebody works, and no longer."""

from pathlib import Path

from clinic_desktop.storage.connections import engine_for
from clinic_desktop.storage.pages_at_rest import PagesAtRest

KEY = bytes(range(32))


def test_pages_are_let_go_of_when_nobody_has_wanted_any_for_a_while(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "clinic.db", KEY)
    pages = PagesAtRest(rest_seconds=0)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (name)")
        pages.used()
        kept = [pages.are_kept]
        pages.rest([connection])
        kept.append(pages.are_kept)
        rows = connection.exec_driver_sql("SELECT count(*) FROM kept").scalar()

    assert kept == [True, False]
    assert rows == 0
    engine.dispose()


def test_pages_are_kept_while_somebody_works() -> None:
    pages = PagesAtRest(rest_seconds=3600)

    pages.used()
    pages.rest([])

    assert pages.are_kept
