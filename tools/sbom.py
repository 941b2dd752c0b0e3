"""Write the bill of materials of a release, as CycloneDX 1.6: every locked package with its hashes.

python tools/sbom.py VERSION < requirements.lock > sbom.cdx.json
"""

import json
import re
import sys
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: Iterable[str]) -> list[dict[str, Any]]:
    """Return the packages of a lock file, in its order."""
    found: list[dict[str, Any]] = []
    for line in lock:
        package = _PACKAGE.match(line)
        if package:
            name, version = package.groups()
            address = f"pkg:pypi/{re.sub('[-_.]+', '-', name).lower()}@{version}"
            about = {"type": "library", "name": name, "version": version}
            found.append({**about, "purl": address, "bom-ref": address, "hashes": []})
        for digest in _HASH.findall(line):
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest})
    return found


def bill(version: str, lock: str) -> dict[str, Any]:
    """Return the bill; the same lock and version give the same one."""
    own = f"pkg:pypi/kanben@{version}"
    listed = components(lock.splitlines())
    licence = [{"license": {"id": "Apache-2.0"}}]
    about = {"type": "application", "name": "kanben", "version": version, "licenses": licence}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, own + lock)}",
        "version": 1,
        "metadata": {"component": {**about, "purl": own, "bom-ref": own}},
        "components": listed,
        "dependencies": [{"ref": own, "dependsOn": [each["bom-ref"] for each in listed]}],
    }


if __name__ == "__main__":
    json.dump(bill(sys.argv[1], sys.stdin.read()), sys.stdout, indent=1)
    sys.stdout.write("\n")
