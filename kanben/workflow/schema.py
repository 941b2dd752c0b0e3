"""Derive the schema of config.yaml from the types that read it, for editors and their hints.

Run as ``python -m kanben.workflow.schema > config.schema.yaml``.
"""

import sys
from typing import Any

import msgspec
import yaml

from kanben.manuscript.plan import Config

_HEAD = "# Made by python -m kanben.workflow.schema; a test holds the two equal.\n"


def config_schema() -> str:
    """Return the JSON Schema of config.yaml, written as YAML."""
    (reference,), definitions = msgspec.json.schema_components([Config])
    name = reference["$ref"].rpartition("/")[2]
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **definitions[name],
    }
    return _HEAD + yaml.safe_dump(schema, allow_unicode=True, sort_keys=False, width=100)


if __name__ == "__main__":
    sys.stdout.write(config_schema())
