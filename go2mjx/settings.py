"""Settings: frozen dataclasses whose fields say what a value may be and whether a resumed run may change it.

    log_period: Annotated[int, Interval(ge=1, le=1_000_000_000), ON_RESUME] = 50

The words are those of `annotated_types` (`Interval`, `Len`, `Predicate` with a docstring); the docstring below a
field is its help text. Neither JAX nor the command line is needed here.
"""

import dataclasses
import numbers
import operator
import reprlib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union

from annotated_types import Interval, Len, Predicate

from go2mjx.process.errors import UsageError, suggestion

ON_RESUME = "a resumed run may change it"
"""Marks a field, or a group of settings with all its fields."""
Share = Annotated[float, Interval(ge=0, le=1)]

_SHORT = reprlib.Repr()
_SHORT.maxlevel = 1  # the default of six levels can be a megabyte
_SHOWN_PROBLEMS = 20
_SHOWN_ITEMS = 8
_KINDS = {int: "a whole number", float: "a number", bool: "true or false", str: "a string (quote it)"}


@dataclass(frozen=True)
class Setting:
    """One leaf of a tree of settings."""

    path: tuple[str, ...]
    annotation: Any
    value: Any
    changes_on_resume: bool

    @property
    def allowed(self) -> str:
        """An interval, choices or a rule in words; empty where every value of the type will do."""
        return _allowed(self.annotation)


def leaves(node: Any, path: tuple[str, ...] = (), changes_on_resume: bool = False) -> Iterator[Setting]:
    """The settings in a tree of dataclasses."""
    annotations = typing.get_type_hints(type(node), include_extras=True)
    for entry in dataclasses.fields(node):
        value, annotation, here = getattr(node, entry.name), annotations[entry.name], (*path, entry.name)
        changes = changes_on_resume or ON_RESUME in _split(annotation)[1]
        if dataclasses.is_dataclass(value):
            yield from leaves(value, here, changes)
        else:
            yield Setting(here, annotation, value, changes)


def by_name(node: Any) -> dict[str, Setting]:
    """The settings in a tree of dataclasses under their dotted names."""
    return {".".join(leaf.path): leaf for leaf in leaves(node)}


def problems(known: Mapping[str, Setting]) -> list[str]:
    """A line for each setting out of its bounds: name, value, what is allowed."""
    return [
        f"{name} {_shown(setting.value)}: allowed is {setting.allowed}"
        for name, setting in known.items()
        if not _fits(setting.value, setting.annotation)
    ]


def replaced(node: Any, values: Mapping[str, Any], known: Mapping[str, Setting]) -> Any:
    """`node` with `values` put in under the names in `known`, its settings.

    A nested mapping such as `reward` stands for its dotted names. Raises UsageError that lists the unknown
    names and wrong types, the first twenty of them; bounds are not checked.
    """
    found = []
    for name, value in _flatten(values):
        if len(found) == _SHOWN_PROBLEMS:
            found.append("and perhaps more")
            break
        if name not in known:
            found.append(f"unknown key {_SHORT.repr(name)}{suggestion(name, known)}")
            continue
        try:
            node = _replace(node, known[name].path, _converted(value, known[name].annotation))
        except (ValueError, OverflowError) as error:
            found.append(f"{name}: {error}")
    if found:
        raise UsageError("\n".join(found))
    return node


def _split(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without its metadata, and those."""
    if typing.get_origin(annotation) is Annotated:
        return annotation.__origin__, annotation.__metadata__
    return annotation, ()


def _words_instead(kind: Any) -> tuple[str, ...]:
    """The words that may stand for a value, as in `int | Literal["all"]`."""
    choices = [other for other in typing.get_args(kind) if typing.get_origin(other) is Literal]
    return tuple(word for choice in choices for word in typing.get_args(choice))


def _fits(value: Any, annotation: Any) -> bool:
    """Whether `value`, of the right type, is allowed."""
    kind, rules = _split(annotation)
    if value is None or (isinstance(value, str) and _words_instead(kind)):  # other than the rules speak of
        return True
    if typing.get_origin(kind) is tuple and not all(_fits(item, typing.get_args(kind)[0]) for item in value):
        return False
    return all(_obeys(value, rule) for rule in rules)


def _obeys(value: Any, rule: Any) -> bool:
    match rule:
        case Interval():
            ends = dataclasses.asdict(rule).items()  # the names of the ends are those of the comparisons
            return all(getattr(operator, name)(value, end) for name, end in ends if end is not None)
        case Len():
            return rule.min_length <= len(value) <= rule.max_length
        case Predicate():
            return rule.func(value)
    return True


def _allowed(annotation: Any) -> str:
    kind, rules = _split(annotation)
    if typing.get_origin(kind) is Literal:
        return ", ".join(typing.get_args(kind))
    words = [text for rule in rules if (text := _words(rule))]
    if instead := _words_instead(kind):
        return ", ".join([*words, *instead])
    if typing.get_origin(kind) is tuple:
        words.append(_allowed(typing.get_args(kind)[0]))
    return " in ".join(words)


def _words(rule: Any) -> str:
    match rule:
        case Interval():
            low = f"({rule.gt}" if rule.ge is None else f"[{rule.ge}"
            return f"{low}, {rule.lt})" if rule.le is None else f"{low}, {rule.le}]"
        case Len():
            return f"a list of {rule.min_length} to {rule.max_length} values"
        case Predicate():
            return rule.func.__doc__
    return ""


def _converted(value: Any, annotation: Any) -> Any:
    """`value` as the type of a setting; raises ValueError that says what is allowed."""
    kind, _ = _split(annotation)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    shown = _SHORT.repr(value)
    if origin is Literal:
        if isinstance(value, str) and value in arguments:
            return value
        raise ValueError(f"{shown} is not one of {', '.join(arguments)}{suggestion(str(value), arguments)}")
    if origin is tuple:
        if isinstance(value, list | tuple):
            return tuple(_converted(item, arguments[0]) for item in value)
        raise ValueError(f"{shown} is not a list")
    if origin in (types.UnionType, Union):
        words = _words_instead(kind)
        if (value is None and type(None) in arguments) or value in words:
            return value
        if words and isinstance(value, str):
            raise ValueError(
                f"{shown} is neither {_KINDS[arguments[0]]} nor one of {', '.join(words)}{suggestion(value, words)}"
            )
        return _converted(value, arguments[0])
    number = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if number and (kind is float or (kind is int and float(value).is_integer())):
        return kind(value)
    if type(value) is kind:
        return value
    raise ValueError(f"{shown} is not {_KINDS[kind]}")


def _flatten(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())
        else:
            yield str(key), value


def _replace(node: Any, path: tuple[str, ...], value: Any) -> Any:
    name, *rest = path
    return dataclasses.replace(
        node, **{name: _replace(getattr(node, name), tuple(rest), value) if rest else value}
    )


def _shown(value: Any) -> str:
    if not isinstance(value, tuple):
        return _SHORT.repr(value)
    return " ".join(map(str, value[:_SHOWN_ITEMS])) + (" ..." if len(value) > _SHOWN_ITEMS else "")
