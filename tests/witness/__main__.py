"""Make a client from Stellary's contract and go its way through a running mock server: `python -m tests.witness`.

Exit codes: 0 everything came back as it was created, 1 something did not or the client could not be made.
"""

import sys
import tempfile
import time
import tomllib
from pathlib import Path

from conformance import twin
from conformance.errors import JudgeError
from tests.witness.generated import Failed, generate
from tests.witness.stellary import walk

API = "stellary"


def main() -> int:
    """Run the way; one line per step."""
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="witness-") as folder:
            package = generate(API, Path(folder))
            print(f"client: functions for all {package.operations} operations, no warning of the generator")
            with twin.started(API) as target:
                for line in walk(package, tomllib.loads(target.read_text("utf-8"))["base_url"]):
                    print(line)
    except (Failed, JudgeError) as error:
        print(f"witness: {error}", file=sys.stderr)
        return 1
    print(f"all came back as it was created, {time.monotonic() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
