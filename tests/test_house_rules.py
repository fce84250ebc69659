"""The house rules that a machine can hold, as sentences about the source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.source_trees import parsed

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "clinic_desktop"
GUI = PACKAGE / "gui"
LONGEST_FILE = 400

LOOKS = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}\b|\brgba?\(|\b\d+(?:\.\d+)?(?:px|pt)\b")
LOOK_SETTERS = {"setStyleSheet", "setPointSize", "setPointSizeF", "setPixelSize"}
LOOK_MAKERS = {"QColor", "QFont"}
GLYPHS = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\ue000-\uf8ff\U0001f000-\U0001ffff]"
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|NotImplementedError)\b")

TAKES_VISIBLE_TEXT = {
    "QAction", "QCheckBox", "QCommandLinkButton", "QDockWidget", "QGroupBox", "QLabel", "QMenu", "QPushButton",
    "QRadioButton", "QToolButton", "addAction", "addItem", "addItems", "addMenu", "addRow", "addTab",
    "setAccessibleDescription", "setAccessibleName", "setButtonText", "setDetailedText", "setHeaderLabels",
    "setInformativeText", "setLabelText", "setPlaceholderText", "setPrefix", "setSpecialValueText", "setStatusTip",
    "setSubTitle", "setSuffix", "setTabText", "setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle",
    "showMessage",
}  # fmt: skip
SECOND_IS_NO_TEXT = {"addItem"}  # but what the list keeps for it


def sources(*folders: Path) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            yield file, parsed(file)


def at(file: Path, node: ast.AST) -> str:
    return f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 1)} {ast.unparse(node)[:80]}"


def called(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield the string literals, docstrings apart."""
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield node


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(ROOT)) for file, tree in sources(PACKAGE, ROOT / "tests") if not says_its_purpose(tree)
    ]

    assert not silent, "\n".join(silent)


def says_its_purpose(tree: ast.Module) -> bool:
    return not tree.body or bool(ast.get_docstring(tree))


def test_no_file_is_too_long_to_be_read_at_one_sitting() -> None:
    files = [ROOT / "run.py", *PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]

    long = [
        f"{file.relative_to(ROOT)}: {lines}"
        for file in files
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]

    assert not long, "\n".join(long)


def test_nothing_is_left_to_be_done_in_the_code() -> None:
    files = [
        ROOT / "run.py",
        *PACKAGE.rglob("*.py"),
        *(file for file in (ROOT / "tests").rglob("*.py") if file != Path(__file__)),
        *(ROOT / "resources").glob("*.qss"),
        *(ROOT / "resources").rglob("*.toml"),
    ]

    unfinished = [
        f"{file.relative_to(ROOT)}:{number} {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]

    assert not unfinished, "\n".join(unfinished)


def test_every_exception_is_caught_only_by_the_task_runner_the_excepthook_and_the_self_check() -> None:
    allowed = {GUI / "tasks.py", GUI / "application.py", PACKAGE / "cli" / "self_check.py"}

    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file, tree in sources(PACKAGE)
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and keeps_everything(node) and file not in allowed
    ]

    assert not wrong, "\n".join(wrong)


def keeps_everything(clause: ast.ExceptHandler) -> bool:
    """Whether bugs would go no further; a clause that puts things back and raises again keeps nothing."""
    names = {node.id for node in ast.walk(clause.type) if isinstance(node, ast.Name)} if clause.type else {"Exception"}
    raises_again = isinstance(clause.body[-1], ast.Raise) and clause.body[-1].exc is None
    return bool(names & {"Exception", "BaseException"}) and not raises_again


def test_colours_and_sizes_stand_in_the_theme_alone() -> None:
    allowed = {GUI / "theme.py", GUI / "style.py"}

    wrong = [
        at(file, node)
        for file, tree in sources(GUI)
        if file not in allowed
        for node in [
            *(text for text in texts(tree) if LOOKS.search(str(text.value))),
            *(node for node in ast.walk(tree) if sets_a_look(node)),
        ]
    ]

    assert not wrong, "\n".join(wrong)


def sets_a_look(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    constants = [argument for argument in node.args if isinstance(argument, ast.Constant)]
    return (
        called(node) == "setStyleSheet"
        or (called(node) in LOOK_SETTERS and bool(constants))
        or (called(node) in LOOK_MAKERS and bool(constants))
    )


def test_dialogs_are_opened_and_never_wait_in_a_loop_of_their_own() -> None:
    wrong = [
        at(file, node)
        for file, tree in sources(GUI)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if called(node) in {"exec", "exec_"} and not is_application_or_drag(node, file)
    ]

    assert not wrong, "\n".join(wrong)


def test_no_layout_is_asked_for_its_items() -> None:
    """They are Qt's to delete, untold: Python then takes what comes to lie in their place for them, and crashes."""
    wrong = [
        at(file, node)
        for file, tree in sources(GUI)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in {"itemAt", "itemAtPosition"}
    ]

    assert not wrong, "\n".join(wrong)


def is_application_or_drag(node: ast.AST, file: Path) -> bool:
    """The application's own loop, and QDrag, which has no other way."""
    assert isinstance(node, ast.Call)
    return file == GUI / "application.py" or "drag" in ast.unparse(node.func).lower()


def test_every_visible_text_can_be_translated() -> None:
    wrong = [
        at(file, node)
        for file, tree in sources(GUI)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and called(node) in TAKES_VISIBLE_TEXT
        and any(is_bare_text(argument) for argument in visible_arguments(node))
    ]

    assert not wrong, "\n".join(wrong)


def visible_arguments(call: ast.Call) -> list[ast.expr]:
    named = [keyword.value for keyword in call.keywords if keyword.arg in {"text", "title", "toolTip", "windowTitle"}]
    return [*(call.args[:1] if called(call) in SECOND_IS_NO_TEXT else call.args), *named]


def is_bare_text(argument: ast.expr) -> bool:
    """Whether letters would be shown that no translator saw; what tr() and other calls give back is seen."""
    match argument:
        case ast.Constant(value=str(text)):
            return any(letter.isalpha() for letter in text)
        case ast.JoinedStr(values=parts):
            return any(is_bare_text(part) for part in parts if isinstance(part, ast.Constant))
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return is_bare_text(one) or is_bare_text(other)
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
            return any(is_bare_text(part) for part in parts)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str()) as text, attr="format" | "join")):
            return is_bare_text(text)
    return False


def test_a_unicode_glyph_is_no_icon() -> None:
    wrong = [at(file, text) for file, tree in sources(GUI) for text in texts(tree) if GLYPHS.search(str(text.value))]

    assert not wrong, "\n".join(wrong)


def test_tests_neither_sleep_nor_mock() -> None:
    wrong = [
        at(file, node)
        for file, tree in sources(ROOT / "tests")
        for node in ast.walk(tree)
        if called(node) in {"sleep", "qSleep", "qWait"}
        or (isinstance(node, ast.Import | ast.ImportFrom) and "mock" in ast.unparse(node))
    ]

    assert not wrong, "\n".join(wrong)
