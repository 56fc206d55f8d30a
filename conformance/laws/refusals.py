"""Judging a refusal: the status and code of its cause, and the envelope it leaves in."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.bodies import all_properties, validator
from conformance.contract import BASES, MISSING, Cause, pick, strongest
from conformance.errors import BadAnswer
from conformance.exchange import Exchange, Json


def causes_named(bench: Bench, *names: str) -> list[Cause]:
    """Those of the named causes the contract declares."""
    declared = bench.contract.conventions["errors"]["causes"]
    return [bench.contract.cause(name) for name in names if name in declared]


def expect_cause(
    bench: Bench, answer: Exchange, *names: str, what: str, basis: str | None = None, headers: bool = True
) -> None:
    """Expect a refusal by one of the named causes (the first is the usual one): status, headers, code.

    ``what`` names the fault in a finding's message, ``basis`` lowers that of the causes, ``headers=False`` leaves the
    cause's headers to another law.
    """
    causes = causes_named(bench, *names)
    if not causes:
        return
    statuses = list(dict.fromkeys(status for cause in causes for status in cause.statuses))
    weight = strongest([cause.basis for cause in causes])
    if answer.status >= 500:
        weight, basis = bench.basis, None  # a breakdown is never what an open question of the sources allows
    held = bench.expect(
        answer.status in statuses,
        f"{what}: not refused as {causes[0].name}",
        expected=f"status {' or '.join(map(str, statuses))}",
        observed=f"{answer}: {answer.text[:200]}",
        exchange=answer,
        basis=weaker(weight, basis),
        steps=steps_for(bench, answer),
    )
    exact = [cause for cause in causes if cause.status == answer.status]
    if not held or not exact:
        return
    for header in exact[0].headers if headers else ():
        bench.expect(
            header.lower() in answer.headers,
            f"{what}: the refusal lacks the header {header}",
            expected=header,
            observed=dict(answer.headers),
            exchange=answer,
            basis=weaker(exact[0].basis, basis),
            steps=steps_for(bench, answer),
        )
    _expect_code(bench, answer, exact, what)


def _expect_code(bench: Bench, answer: Exchange, causes: list[Cause], what: str) -> None:
    where = bench.contract.conventions["errors"]["envelope"].get("code")
    codes = [cause.code for cause in causes if cause.code]
    if not where or not codes or not answer.is_json or _has_own_form(bench, answer):
        return  # a refusal that is no JSON is the envelope law's finding; an own form has words of its own
    code = pick(answer, where, None)
    bench.expect(
        code in codes,
        f"{what}: the refusal has another code",
        expected=" or ".join(codes),
        observed=code,
        exchange=answer,
        basis=causes[0].code_basis,
        steps=steps_for(bench, answer),
    )


def weaker(one: str, other: str | None) -> str:
    """The weaker of two bases; None counts for nothing."""
    return min([one, other or one], key=BASES.index)


def steps_for(bench: Bench, answer: Exchange) -> list[Exchange] | None:
    """Steps of a finding about an answer: None (the check's own), or the answer alone where another check got it."""
    return None if answer in bench.client.recorder.since(bench.first) else [answer]


def envelope_faults(bench: Bench, answer: Exchange) -> list[str]:
    """What is wrong with the envelope of a refusal; empty when nothing is."""
    faults = []
    for role, where in bench.contract.conventions["errors"]["envelope"].items():
        try:
            value = pick(answer, where, MISSING)
        except BadAnswer as bad:
            return [str(bad)]
        member = where.removeprefix("$response.body#")
        if value is MISSING:
            faults.append(f"{member} is absent")
        elif role == "status" and (isinstance(value, bool) or value != answer.status):
            faults.append(f"{member} is not the HTTP status")
        elif role in ("message", "code") and not _is_told(bench, answer, member, value):
            faults.append(f"{member} is no text")
    return [] if faults and _has_own_form(bench, answer) else faults


def _has_own_form(bench: Bench, answer: Exchange) -> bool:
    """Whether a refusal has the form its operation declares in place of the API's envelope, as OAuth's endpoints do."""
    operation = bench.contract.operations.get(str(answer.operation))
    if operation is None or str(answer.status) not in operation.answers or not answer.is_json:
        return False
    own = bench.contract.answer_schema(operation, answer.status)
    usual = operation.answers.get("default", {}).get("content", {}).get("application/json", {}).get("schema")
    return own is not None and own != usual and validator(bench.contract, own)(answer.json())


def _is_told(bench: Bench, answer: Exchange, member: str, value: Json) -> bool:
    """Whether a value is a text, or the texts that the refusal's schema allows in its place."""
    if isinstance(value, str):
        return bool(value)
    operation = bench.contract.operations.get(str(answer.operation))
    schema = bench.contract.answer_schema(operation, answer.status) if operation else None
    named = all_properties(bench.contract, schema or {}).get(member.removeprefix("/"))
    texts = isinstance(value, list) and bool(value) and all(isinstance(item, str) and item for item in value)
    return texts and named is not None and validator(bench.contract, named)(value)


def expect_envelope(
    bench: Bench, answer: Exchange, what: str, basis: str | None = None, steps: list[Exchange] | None = None
) -> None:
    """Expect a refusal in the API's own envelope."""
    faults = envelope_faults(bench, answer)
    bench.expect(
        not faults,
        f"{what}: the refusal is not in the envelope",
        expected=bench.contract.conventions["errors"]["envelope"],
        observed=f"{answer}: {'; '.join(faults)}: {answer.text[:200]}",
        exchange=answer,
        basis=basis,
        steps=steps or steps_for(bench, answer),
    )


def expect_json(bench: Bench, answer: Exchange, what: str) -> None:
    """Expect an answer with a JSON body that is declared as such; 204 and 304 have none."""
    if answer.status in (204, 304):
        return
    media = answer.headers.get("content-type", "")
    bench.expect(
        "json" in media.partition(";")[0].lower() and answer.is_json,
        f"{what}: the answer is not JSON",
        expected="a JSON body, declared as application/json",
        observed=f"{answer}, {media or 'no content type'}: {answer.text[:200]}",
        exchange=answer,
        steps=steps_for(bench, answer),
    )
