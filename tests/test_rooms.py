"""The rooms of the house and who may import whom, as sentences about the source."""

import ast
import sys
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.source_trees import parsed

ROOT = Path(__file__).parent.parent
PACKAGE = "clinic_desktop"
ROOMS = ("domain", "storage", "sync", "services", "exchange", "gui", "app")
LEAVES = ("licences", "logs", "paths", "put_off", "settings", "start")
AT_THE_DOOR = ("app", "cli", "__main__")  # the files beside the rooms count as the last one
QT = {"PySide6", "shiboken6"}
DATABASE_LIBRARIES = {"sqlalchemy", "alembic", "sqlcipher3", "psycopg"}
PURE_LIBRARIES = {"dateutil"}  # its rrule is pure arithmetic on dates (RFC 5545), and nobody writes that twice
CLOCKS_CHANCE_AND_IO = {
    "asyncio", "glob", "http", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3",
    "subprocess", "tempfile", "threading", "time", "urllib",
}  # fmt: skip
CALLS_OF_CLOCKS_CHANCE_AND_IO = {"now", "utcnow", "today", "uuid1", "uuid4", "uuid7", "open", "print", "input"}
NAMES_THAT_SAY_NOTHING = ("utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "base_classes")
CLASSES_THAT_SAY_NOTHING = ("Manager", "Handler", "Helper", "Entity", "Info", "Data", "Utils")


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported module, by its full name, and how it stands in the file."""

    file: Path
    line: int
    module: str
    at_start: bool

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.module}"

    @property
    def library(self) -> str:
        return self.module.partition(".")[0]

    @property
    def room(self) -> str:
        """The room that is imported, or nothing where it is none of ours."""
        library, _, rest = self.module.partition(".")
        return rest.partition(".")[0] if library == PACKAGE else ""


def sources(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def room_of(file: Path) -> str:
    inside = file.relative_to(ROOT / PACKAGE).with_suffix("").parts
    return "app" if inside[0] in AT_THE_DOOR else inside[0]


@cache
def imports(file: Path) -> list[Import]:
    """Read every import, those under TYPE_CHECKING, in functions and by import_module too."""
    found = []
    to_look_at: list[tuple[ast.AST, bool]] = [(parsed(file), True)]
    while to_look_at:
        node, at_start = to_look_at.pop()
        line = getattr(node, "lineno", 0)
        found += [Import(file=file, line=line, module=each, at_start=at_start) for each in modules_named(node, file)]
        runs_now = at_start and not is_for_later(node)
        to_look_at += [(inner, runs_now) for inner in ast.iter_child_nodes(node)]
    return sorted(found, key=lambda each: each.line)


def is_for_later(node: ast.AST) -> bool:
    """Whether what stands in it is not run when the file is imported."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
            return True
    return False


def modules_named(node: ast.AST, file: Path) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            folder = file.relative_to(ROOT).parts[:-level] if level else ()
            origin = ".".join((*folder, *([module] if module else [])))
            return [f"{origin}.{alias.name}" for alias in names]
        case ast.Call(func=ast.Name(id="import_module" | "__import__"), args=[ast.Constant(value=str(module)), *_]):
            return [module]
        case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(module)), *_]):
            return [module]
    return []


@cache
def all_imports() -> list[Import]:
    return [each for file in sources(PACKAGE) for each in imports(file)]


def test_every_file_stands_in_a_room_of_the_house() -> None:
    known = {*ROOMS, *LEAVES, "__init__"}

    homeless = [str(file.relative_to(ROOT)) for file in sources(PACKAGE) if room_of(file) not in known]

    assert not homeless, "\n".join(homeless)


def test_a_room_imports_only_rooms_to_its_left() -> None:
    wrong = [
        str(each)
        for each in all_imports()
        if room_of(each.file) in ROOMS and each.room in {*ROOMS, *AT_THE_DOOR}
        if ROOMS.index(room_of_module(each.room)) > ROOMS.index(room_of(each.file))
    ]

    assert not wrong, "\n".join(wrong)


def room_of_module(room: str) -> str:
    return "app" if room in AT_THE_DOOR else room


def test_the_leaves_import_no_room() -> None:
    wrong = [
        str(each)
        for each in all_imports()
        if room_of(each.file) in {*LEAVES, "__init__"} and each.room in {*ROOMS, *AT_THE_DOOR}
    ]

    assert not wrong, "\n".join(wrong)


def test_the_name_and_version_stand_alone() -> None:
    statements = ast.parse((ROOT / PACKAGE / "__init__.py").read_text(encoding="utf-8")).body

    assert all(isinstance(statement, ast.Expr | ast.Assign) for statement in statements)


def test_only_app_knows_both_the_database_and_the_windows() -> None:
    rooms_of_file: dict[Path, set[str]] = {}
    for each in all_imports():
        rooms_of_file.setdefault(each.file, set()).add(each.room)

    wrong = [
        str(file.relative_to(ROOT))
        for file, rooms in rooms_of_file.items()
        if {"storage", "gui"} <= rooms and file != ROOT / PACKAGE / "app.py"
    ]

    assert not wrong, "\n".join(wrong)


def test_no_two_files_need_each_other() -> None:
    needed: dict[Path, set[Path]] = {file: set() for file in sources(PACKAGE)}
    for each in all_imports():
        there = file_of(each.module)
        if there is not None and there != each.file:
            needed[each.file].add(there)

    TopologicalSorter(needed).prepare()  # a circle is told by name


def test_no_two_folders_of_the_windows_need_each_other() -> None:
    needed: dict[str, set[str]] = {}
    for each in all_imports():
        there = file_of(each.module)
        if there is not None and room_of(each.file) == room_of(there) == "gui":
            needed.setdefault(corner_of(each.file), set()).add(corner_of(there))

    TopologicalSorter({corner: others - {corner} for corner, others in needed.items()}).prepare()


def file_of(module: str) -> Path | None:
    """Find the file of ours that an import takes something from, be it the whole file or one name in it."""
    if module.partition(".")[0] != PACKAGE:
        return None
    for name in (module, module.rpartition(".")[0]):
        path = ROOT / Path(*name.split("."))
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.exists():
                return file
    return None


def corner_of(file: Path) -> str:
    """Name the folder a file of the windows lies in; those in `gui/` itself stand each for itself."""
    inside = file.relative_to(ROOT / PACKAGE / "gui")
    return (inside if len(inside.parts) == 1 else inside.parent).as_posix()


def test_qt_is_imported_only_in_gui_and_app() -> None:
    wrong = [
        str(each)
        for each in all_imports()
        if each.library in QT and room_of(each.file) != "gui" and each.file != ROOT / PACKAGE / "app.py"
    ]

    assert not wrong, "\n".join(wrong)


def test_the_database_is_reached_only_from_storage_and_sync() -> None:
    wrong = [
        str(each)
        for each in all_imports()
        if each.library in DATABASE_LIBRARIES and room_of(each.file) not in {"storage", "sync"}
    ]

    assert not wrong, "\n".join(wrong)


def test_the_windows_see_services_exchange_and_domain_only() -> None:
    wrong = [str(each) for each in all_imports() if room_of(each.file) == "gui" and each.room in {"storage", "sync"}]

    assert not wrong, "\n".join(wrong)


def test_the_windows_import_services_only_after_the_first_paint() -> None:
    wrong = [
        str(each)
        for each in all_imports()
        if room_of(each.file) == "gui" and each.room in {"services", "exchange"} and each.at_start
    ]

    assert not wrong, "\n".join(wrong)


def test_the_domain_stands_on_the_standard_library_alone() -> None:
    wrong = [
        str(each)
        for each in all_imports()
        if room_of(each.file) == "domain"
        and each.room != "domain"
        and each.library not in sys.stdlib_module_names | PURE_LIBRARIES
    ]

    assert not wrong, "\n".join(wrong)


def test_the_domain_knows_no_clock_no_chance_and_no_disk() -> None:
    wrong = [
        str(each) for each in all_imports() if room_of(each.file) == "domain" and each.library in CLOCKS_CHANCE_AND_IO
    ]
    wrong += [
        f"{file.relative_to(ROOT)}:{node.lineno} calls {ast.unparse(node.func)}"
        for file in sources(f"{PACKAGE}/domain")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call) and called_name(node) in CALLS_OF_CLOCKS_CHANCE_AND_IO
    ]

    assert not wrong, "\n".join(wrong)


def called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_the_process_has_one_sqlite_and_it_is_not_pythons() -> None:
    files = [*sources(PACKAGE, "tests"), ROOT / "run.py"]

    wrong = [str(each) for file in files for each in imports(file) if each.library in {"sqlite3", "_sqlite3"}]

    assert not wrong, "\n".join(wrong)


def test_nothing_bears_a_name_that_says_nothing() -> None:
    wrong = [str(file.relative_to(ROOT)) for file in sources(PACKAGE) if file.stem in NAMES_THAT_SAY_NOTHING]
    wrong += [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file in sources(PACKAGE)
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ClassDef) and node.name.endswith(CLASSES_THAT_SAY_NOTHING)
    ]

    assert not wrong, "\n".join(wrong)
