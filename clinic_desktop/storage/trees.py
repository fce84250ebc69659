"""Which page of a damaged file belongs to which table: by its trees as far as they hold, by what stands there else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .column_types import Raw
from .page_rows import FORK, INDEX_FORK, INDEX_LEAF, LEAF, below, entries, going_on, kind_of_page, rows
from .sealed_pages import SealedPages

_LOST = 0xFF
_OF_ROWS = frozenset({FORK, LEAF})
_OF_INDEX = frozenset({INDEX_FORK, INDEX_LEAF})
_SCHEMA_COLUMNS = 5
_SCHEMA_KINDS = frozenset({"table", "index", "trigger", "view"})
_BETWEEN_LOOKS = 500


@dataclass(slots=True)
class Tree:
    """The pages of one table or index that can be read, in order; whole unless one of it cannot be."""

    pages: list[int] = field(default_factory=list)
    is_whole: bool = True

    def take(self, other: "Tree") -> None:
        """Have what hangs loose belong to it."""
        self.pages += other.pages
        self.is_whole &= other.is_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexOf:
    """An index as the file tells of it; it `holds_all` rows of its table unless it is of some of them only."""

    tree: Tree
    holds_all: bool


class Trees:
    """Every page is looked at once; `told` of the share that is done."""

    def __init__(self, pages: SealedPages, told: Callable[[float], None]) -> None:
        self._pages = pages
        self._rest = going_on(pages.read)
        self._kinds = bytearray(pages.count + 1)
        self._below: dict[int, list[int]] = {}
        self._reached = bytearray(pages.count + 1)
        self._look(told)
        self.tables: dict[str, Tree] = {}
        self.indexes: dict[str, list[IndexOf]] = {}
        self.knows_all = self._read_schema()
        """Whether the file tells of all its tables."""

    @property
    def lost_pages(self) -> int:
        """How many pages cannot be read."""
        return self._kinds.count(_LOST)

    @property
    def strays(self) -> int:
        """How many pages cannot be read that nothing tells the whereabouts of."""
        return sum(kind == _LOST and not self._reached[page] for page, kind in enumerate(self._kinds))

    def rows(self, page: int) -> Iterator[tuple[int | None, list[Raw] | None]]:
        """The rows of a leaf, as `page_rows.rows`."""
        content = self._pages.read(page)
        return iter(()) if content is None else rows(content, page, self._rest)

    def entries(self, page: int) -> Iterator[list[Raw] | None]:
        """The entries of a page of an index, as `page_rows.entries`."""
        content = self._pages.read(page)
        return iter(()) if content is None else entries(content, page, self._rest)

    def loose(self, *, of_index: bool = False) -> list[Tree]:
        """The trees that hang on nothing, since what they hung on cannot be read."""
        kinds = _OF_INDEX if of_index else _OF_ROWS
        loose = [page for page, kind in enumerate(self._kinds) if kind in kinds and not self._reached[page]]
        hanging = {page for fork in loose for page in self._below.get(fork, ())}
        return [self._tree(page, of_index=of_index) for page in loose if page not in hanging]

    def _look(self, told: Callable[[float], None]) -> None:
        for number in range(1, self._pages.count + 1):
            if number % _BETWEEN_LOOKS == 0:
                told(number / self._pages.count)
            page = self._pages.read(number)
            kind = _LOST if page is None else kind_of_page(page, number)
            self._kinds[number] = kind
            if page is not None and kind in {FORK, INDEX_FORK}:
                self._below[number] = below(page, number)

    def _tree(self, root: int, *, of_index: bool = False) -> Tree:
        """What hangs below a page and belongs to nothing yet."""
        tree = Tree()
        kinds = _OF_INDEX if of_index else _OF_ROWS
        ahead = [root]
        while ahead:
            page = ahead.pop()
            if not 0 < page <= self._pages.count or self._reached[page] or self._kinds[page] not in kinds:
                tree.is_whole = False
                if 0 < page <= self._pages.count and self._kinds[page] == _LOST:
                    self._reached[page] = True
                continue
            self._reached[page] = True
            if self._kinds[page] != FORK:
                tree.pages.append(page)
            ahead += reversed(self._below.get(page, ()))
        return tree

    def _read_schema(self) -> bool:
        schema = self._tree(1)
        if not schema.is_whole:
            self._reached_again(schema)
        told = [found for page in schema.pages for _, found in self.rows(page)]
        for found in told:
            if found is None or not _is_of_schema(found):
                continue
            kind, name, table, root, sql = found
            if not isinstance(root, int) or not root:
                continue
            if kind == "table":
                of_index = "WITHOUT ROWID" in str(sql).upper()
                self.tables[str(name)] = self._tree(root, of_index=of_index)
            elif kind == "index":
                tree = self._tree(root, of_index=True)
                index = IndexOf(tree=tree, holds_all=" WHERE " not in str(sql).upper())
                self.indexes.setdefault(str(table), []).append(index)
        return schema.is_whole and None not in told

    def _reached_again(self, schema: Tree) -> None:
        """Find what of the schema hangs loose; the rest hangs on nothing yet because nothing was told of."""
        loose = [page for page, kind in enumerate(self._kinds) if kind == LEAF and not self._reached[page]]
        for page in loose:
            first = next((found for _, found in self.rows(page)), None)
            if first is not None and _is_of_schema(first):
                self._reached[page] = True
                schema.pages.append(page)


def _is_of_schema(found: list[Raw]) -> bool:
    return len(found) == _SCHEMA_COLUMNS and found[0] in _SCHEMA_KINDS and isinstance(found[3], int)
