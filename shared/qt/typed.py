"""PySide6's `Property` and `QmlUncreatable` with types that its own stubs lack; the same objects at run time."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Generic, Self, TypeVar

    from PySide6.QtCore import Signal

    T = TypeVar("T")
    C = TypeVar("C", bound=type)

    class _Bound(Generic[T]):
        """A property of a QObject: reads and writes a value of type T."""

        def __get__(self, instance: object, owner: type) -> T: ...
        def __set__(self, instance: object, value: T) -> None: ...
        def setter(self, function: Callable[[Any, T], None]) -> Self: ...

    class Property:
        """A decorator; the first argument is a Python type or the name of a C++ type."""

        def __init__(
            self, kind: type | str, *, notify: Signal | None = ..., constant: bool = ..., final: bool = ...
        ) -> None: ...
        def __call__(self, function: Callable[[Any], T]) -> _Bound[T]: ...

    class QmlUncreatable:
        """A decorator; the reason is what QML says to who tries to make one."""

        def __init__(self, reason: str) -> None: ...
        def __call__(self, klass: C) -> C: ...
else:
    from PySide6.QtCore import Property
    from PySide6.QtQml import QmlUncreatable

__all__ = ["Property", "QmlUncreatable"]
