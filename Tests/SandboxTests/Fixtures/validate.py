#!/usr/bin/env python3
"""Validates JSON against the components of an OpenAPI-style schema file (JSON Schema 2020-12).

usage: validate.py SCHEMA_FILE < LINES

Each line on stdin is {"schema": component name, "instance": any JSON, "name": what it is,
"partial": true to let required top-level fields be missing}. For each invalid line it prints
{"line", "name", "schema", "errors": [...]}. Exit status: 0 all valid, 1 some not, 2 cannot run.
"""

import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(2)


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        components = json.load(file)["components"]
    validators = {}
    status = 0
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        case = json.loads(line)
        key = (case["schema"], bool(case.get("partial")))
        if key not in validators:
            schema = dict(components["schemas"][key[0]])
            if key[1]:
                schema.pop("required", None)
            validators[key] = Draft202012Validator({**schema, "components": components})
        errors = [
            f"{error.json_path}: {error.message[:300]}"
            for error in validators[key].iter_errors(case["instance"])
        ]
        if errors:
            status = 1
            report = {"line": number, "name": case.get("name"), "schema": key[0], "errors": errors}
            print(json.dumps(report))
    return status


if __name__ == "__main__":
    sys.exit(main())
