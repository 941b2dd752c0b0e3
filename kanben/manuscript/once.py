"""Let a function of large values that never change remember what it last made of them."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def once(function: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Call the function again only when it is given something else than the last time.

    Values are told apart by identity: to compare two manuscripts would cost what it spares.
    """
    last: list[tuple[tuple[object, ...], _Made]] = []

    @wraps(function)
    def remembering(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        given = (*args, *kwargs.values())
        if last and len(last[0][0]) == len(given):
            known, made = last[0]
            if all(one is other for one, other in zip(known, given, strict=True)):
                return made
        made = function(*args, **kwargs)
        last[:] = [(given, made)]
        return made

    return remembering
