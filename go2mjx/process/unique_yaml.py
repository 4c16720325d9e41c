"""YAML of people: a key given twice is a mistake and no way to say something."""

from typing import Any

import yaml


class UniqueKeysLoader(yaml.SafeLoader):
    """Safe YAML that refuses a key given twice, by its name, instead of dropping the first one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            keys = [self.construct_object(key, deep=True) for key, _ in node.value]
            twice = next(key for index, key in enumerate(keys) if key in keys[:index])
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {twice!r} occurs twice", node.start_mark
            )
        return mapping
