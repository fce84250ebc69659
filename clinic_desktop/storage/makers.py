"""Making frozen values by the hundred, as a day of the calendar needs them."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar

V = TypeVar("V")


def maker_of(kind: type[V]) -> Callable[..., V]:
    """What makes values of a frozen, slotted dataclass that stands on no other, from all its fields in their order.

    A sixth of the constructor's time: that one sets each field through `object.__setattr__`, because its class forbids
    the plain way. So the fields are set in a class of the same make that does not, and the value changes its class.
    """
    plain: Any = make_dataclass(kind.__name__, [(field.name, object) for field in fields(kind)], slots=True)  # type: ignore[arg-type] # a dataclass, which `type[V]` cannot say

    def make(*values: object) -> V:
        made: Any = plain(*values)  # Any: first of the one class, then of the other
        made.__class__ = kind
        return made  # type: ignore[no-any-return]

    return make
