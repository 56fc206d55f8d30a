"""`specs lint`: whether a contract is sound. One module per group of rules; each finding is one line."""

from collections.abc import Iterator
from pathlib import Path

from specs import HERE
from specs.bundle import dangling, join
from specs.lint.acts import check_acts
from specs.lint.callers import check_callers
from specs.lint.causes import check_causes
from specs.lint.examples import check_examples
from specs.lint.finding import Contract, Finding, Rule, at
from specs.lint.hidden import check_hidden
from specs.lint.keywords import check_keywords
from specs.lint.openapi import check_openapi
from specs.lint.operations import check_operations
from specs.lint.paging import check_paging
from specs.lint.references import broken_references, parsed
from specs.lint.relations import check_relations
from specs.lint.requirements import check_requirements
from specs.lint.resources import check_resources
from specs.lint.rights import check_rights
from specs.lint.vocabulary import check_vocabulary
from specs.lint.yaml_files import check_yaml
from specs.loader import YamlError
from specs.sources import Place, Sources, gather

__all__ = ["Finding", "lint"]

# These say whether the document has the shape that the others take for granted.
_FORM: tuple[Rule, ...] = (check_openapi, check_vocabulary, check_keywords, check_examples)
_MEANING: tuple[Rule, ...] = (
    check_operations,
    check_causes,
    check_acts,
    check_resources,
    check_callers,
    check_rights,
    check_hidden,
    check_relations,
    check_paging,
    check_requirements,
)


def lint(api: str, base: Path = HERE) -> list[Finding]:
    """All findings about the contract of an API, in the order of files and lines; empty when it is sound.

    Where a floor gives way the ones above are not tried: files, then references, then form, then meaning.

    Raises:
        SpecError: there is no such API.
    """
    try:
        sources = gather(api, base)
    except YamlError as error:
        return [at(Place(error.name, error.line), "yaml", error.problem)]
    for floor in (_files(sources), broken_references(sources)):
        findings = sorted(set(floor))
        if findings:
            return findings
    contract = Contract(sources, join(sources))
    findings = [parsed(line) for line in dangling(sources, contract.document)]
    for rules in (_FORM, _MEANING):
        findings = findings or [finding for rule in rules for finding in rule(contract)]
    return sorted(set(findings))


def _files(sources: Sources) -> Iterator[Finding]:
    for document in (*sources.files.values(), sources.vocabulary):
        yield from check_yaml(document)
