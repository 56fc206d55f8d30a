"""junit.xml: a test case for each requirement, and for each failing check no requirement is bound to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from conformance.events import Event, RunFinished, Writer
from conformance.exchange import Json

# Characters XML 1.0 cannot hold even escaped (§2.2).
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writer(path: Path) -> Writer:
    """A writer that keeps the run as JUnit XML at a path."""

    def write(event: Event) -> None:
        if isinstance(event, RunFinished):
            tree = ET.ElementTree(build(event.document))
            ET.indent(tree)
            tree.write(path, encoding="utf-8", xml_declaration=True)

    return write


def build(document: dict[str, Json]) -> ET.Element:
    """The test suite element of a document."""
    cases = [*_of_requirements(document), *_of_stray_findings(document), *_of_complaints(document)]
    tally = {kind: sum(case.find(kind) is not None for case in cases) for kind in ("failure", "error", "skipped")}
    suite = ET.Element(
        "testsuite",
        name=f"conformance.{document['api']}",
        tests=str(len(cases)),
        failures=str(tally["failure"]),
        errors=str(tally["error"]),
        skipped=str(tally["skipped"]),
        time=str(document["duration_s"]),
        timestamp=document["started"],
    )
    properties = ET.SubElement(suite, "properties")
    for name in ("target", "seed", "requests"):
        ET.SubElement(properties, "property", name=name, value=_fit(str(document[name])))
    suite.extend(cases)
    return suite


def _of_requirements(document: dict[str, Json]) -> Iterator[ET.Element]:
    for row in document["requirements"]:
        case = _case(document, row["id"], row["says"])
        verdict = row["verdict"]
        if verdict == "failed":
            mine = [f for f in document["findings"] if row["id"] in f["rows"] and f["verdict"] == "failed"]
            _add(case, "failure", row["why"], "\n\n".join(_told(f) for f in mine))
        elif verdict == "error":
            _add(case, "error", row["why"])
        elif verdict == "skipped":
            _add(case, "skipped", row["why"])
        elif verdict in ("noted", "waived"):
            ET.SubElement(case, "system-out").text = _fit(f"{verdict}: {row['why']}")
        yield case


def _of_stray_findings(document: dict[str, Json]) -> Iterator[ET.Element]:
    for finding in document["findings"]:
        if not finding["rows"] and finding["verdict"] == "failed":
            case = _case(document, finding["check"], finding["message"])
            _add(case, "failure", finding["message"], _told(finding))
            yield case


def _of_complaints(document: dict[str, Json]) -> Iterator[ET.Element]:
    for line in document["complaints"]:
        case = _case(document, "run", line)
        _add(case, "failure", line)
        yield case


def _case(document: dict[str, Json], name: str, says: str) -> ET.Element:
    case = ET.Element("testcase", classname=f"conformance.{document['api']}", name=_fit(f"{name} {says}"))
    properties = ET.SubElement(case, "properties")
    ET.SubElement(properties, "property", name="requirement", value=name)
    return case


def _add(case: ET.Element, kind: str, message: str, text: str = "") -> None:
    ET.SubElement(case, kind, message=_fit(message)).text = _fit(text)


def _told(finding: dict[str, Json]) -> str:
    lines = [f"{finding['check']}: {finding['message']} ({finding['basis']})"]
    lines += [f"{key}: {finding[key]}" for key in ("expected", "observed", "curl") if finding[key] is not None]
    return "\n".join(lines)


def _fit(text: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
