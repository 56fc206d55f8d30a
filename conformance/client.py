"""The one HTTP client of the judge: sends, records, paces, and waits out 429 answers nobody asked for."""

from __future__ import annotations

import json as jsonlib
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx

from conformance.access import by_token, is_housed
from conformance.chain import names_in
from conformance.contract import Contract, Operation
from conformance.control import WORLD_HEADER
from conformance.credentials import credential_headers, default_principal, home_tenant, strongest_first, tenant_headers
from conformance.errors import CheckSkipped, RequestCapReached, TargetLost
from conformance.exchange import Exchange, Json, Received, Recorder, Sent
from conformance.forms import encode_form
from conformance.guard import refuse_stray_write
from conformance.hosts import host_headers
from conformance.pace import Pace
from conformance.patience import Patience
from conformance.target import Principal, Target, Tenant
from conformance.wire import Enough, Query, can_bind, opener, raw_target, read_body, sentence

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

AGENT = "conformance (+contract judge)"
LOST = 25  # requests without any answer, in a row, after which the target counts as gone


class Client:
    """Sends requests to the target and keeps every exchange. Safe to use from several threads."""

    def __init__(
        self,
        contract: Contract,
        target: Target,
        *,
        app: WSGIApplication | None = None,
        recorder: Recorder | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.contract = contract
        self.target = target
        self.recorder = recorder or Recorder()
        self.patience = patience or Patience(sleep=sleep)
        self.requests = 0
        self.home: Tenant | None = home_tenant(contract, target)  # where a path that names no tenant leads
        self.ranked = strongest_first(contract, target.principals)
        self.uncapped = False  # set while cleaning up: what a run made must go even when the cap is reached
        self._in_process = app is not None
        self._open = opener(target.base_url, app, target.timeout, trust_env=not target.loopback)
        self._clients: dict[str | None, httpx.Client] = {}
        self._lock = threading.Lock()
        self._pace = Pace(target.pace, clock, sleep)
        self._unanswered = 0
        self._clock = clock

    def send(  # noqa: PLR0913 - one keyword for each part of a request
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        json: Json = ...,
        content: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        tenant: Tenant | str | None = None,
        principal: Principal | str | None = None,
        address: str | None = None,
        operation: Operation | str | None = None,
        expect_limits: bool = False,
        timeout: float | None = None,
        enough: Enough | None = None,
    ) -> Exchange:
        """Send one request and return the exchange; no HTTP answer is an exchange with ``error``, not an exception.

        ``path`` goes out undecoded (``%2F``, ``..``). ``tenant`` and ``principal`` are names of the target file,
        objects or None (no tenant header; the tenant's first principal). A 429 is waited out and the request sent
        again, unless ``expect_limits``. ``timeout`` in seconds bounds the whole exchange. With ``enough`` the body is a
        stream, read until that says so or the time is up; what came by then is the answer.

        Raises RequestCapReached, TargetLost; CheckSkipped when this machine cannot send from ``address`` or the
        target file does not allow the write.
        """
        if isinstance(tenant, str):
            tenant = self.target.tenant(tenant)
        if isinstance(principal, str):
            principal = self.target.principal(principal)
        if json is not ...:
            content = jsonlib.dumps(json)
        body = content.encode() if isinstance(content, str) else content
        sent = Sent(
            method=method,
            url=self.target.base_url.rstrip("/") + raw_target(path, query),
            path=raw_target(path, query),
            headers=self._headers(tenant, principal, body is not None and json is not ..., headers),
            body=body,
            tenant=tenant.name if tenant else None,
            principal=principal.name if principal else None,
            address=address,
        )
        name = operation.id if isinstance(operation, Operation) else operation
        if name is None:
            found = self.contract.match(method, path)
            name = found.id if found else None
        refuse_stray_write(self.contract, self.target, self._place(tenant, principal), method, name)
        for attempt in range(self.patience.attempts):
            exchange = self._once(sent, name, timeout or self.target.timeout, not expect_limits, enough)
            if exchange.status != 429 or expect_limits or attempt + 1 == self.patience.attempts:
                break
            self.patience.wait(exchange)
        if exchange.status == 429 and not expect_limits and self._limited(name):
            raise CheckSkipped("the target's rate limits leave no room for this check")
        return exchange

    def _limited(self, name: str | None) -> bool:
        """Whether a declared limit counts an operation; a 429 of any other is for its check to judge."""
        operation = self.contract.operations.get(name or "")
        limits = (self.contract.conventions.get("limits") or {}).values()
        own = operation is not None and operation.acts.get("limit") is not None
        return own or any(limit.get("default") for limit in limits)

    def call(self, operation: Operation | str, ids: Mapping[str, object] | None = None, **options: Any) -> Exchange:
        """Call an operation by name, its path filled from ``ids``; ``prefix`` (``/v1``) puts an alias before the path.

        What guards name in the path comes from the tenant; the JSON of an operation that takes a form goes out as one.
        Everything else as in `send`. Raises CheckSkipped where nothing says what a path parameter is.
        """
        if isinstance(operation, str):
            operation = self.contract.operations[operation]
        prefix = str(options.pop("prefix", "") or "")
        values = {**self._named_by_path(options.get("tenant")), **(ids or {})}
        if lacking := [name for name in names_in(operation.path) if name not in values]:
            raise CheckSkipped(
                f"needs a value for {lacking[0]} in {operation.path}; the target file names no such tenant"
            )
        if operation.media.startswith("multipart/") and isinstance(options.get("json"), dict):
            content, media = encode_form(self.contract, operation, options.pop("json"))
            options |= {"content": content, "headers": {"content-type": media, **(options.get("headers") or {})}}
        return self.send(operation.method, prefix + operation.fill(values), operation=operation, **options)

    def principal_of(self, tenant: Tenant | None) -> Principal | None:
        """Who sends what names nobody: the strongest principal of the tenant, or of the one the run is at home in."""
        return default_principal(self.target, self.ranked, self._place(tenant))

    def _place(self, tenant: Tenant | None, principal: Principal | None = None) -> Tenant | None:
        """The tenant a request goes to: the caller's own where his token says so, else the one asked for, else home."""
        if by_token(self.contract) and principal is not None and principal.tenant in self.target.tenant_names:
            return self.target.tenant(str(principal.tenant))
        return tenant or (self.home if is_housed(self.contract) else None)

    def _named_by_path(self, tenant: Tenant | str | None) -> Mapping[str, str]:
        """The values of the path's guards in a tenant; without one, in the tenant the run is at home in."""
        if isinstance(tenant, str):
            tenant = self.target.tenant(tenant)
        where = self._place(tenant)
        return where.path if where else {}

    def together(self, calls: list[Callable[[], Exchange]]) -> list[Exchange]:
        """Run several sends at once, a thread each; answers in the order of the calls."""
        with ThreadPoolExecutor(max_workers=max(1, len(calls))) as pool:
            return [future.result() for future in [pool.submit(call) for call in calls]]

    def can_send_from(self, address: str) -> bool:
        """Whether requests can leave from a local address."""
        return self._in_process or can_bind(address)

    def addresses(self, how_many: int) -> list[str]:
        """Local source addresses the target file allows, at most ``how_many``; CheckSkipped when there are fewer."""
        usable = [a for a in self.target.addresses if self.can_send_from(a)]
        if len(usable) < how_many:
            raise CheckSkipped(f"needs {how_many} source addresses; the target file's `addresses` gives {len(usable)}")
        return usable[:how_many]

    def close(self) -> None:
        """Close every connection."""
        for client in self._clients.values():
            client.close()

    def _headers(
        self, tenant: Tenant | None, principal: Principal | None, is_json: bool, more: Mapping[str, str] | None
    ) -> httpx.Headers:
        found = {"user-agent": AGENT}
        found |= {name: value.reveal() for name, value in self.target.headers.items()}
        if self.target.control and self.target.control.world:
            found[WORLD_HEADER] = self.target.control.world
        found |= host_headers(self.contract, self.target, self._place(tenant, principal))
        found |= tenant_headers(self.contract, tenant)
        found |= credential_headers(self.contract, principal or self.principal_of(tenant))
        if is_json:
            found["content-type"] = "application/json"
        merged = {name.lower(): value for name, value in found.items()}
        merged |= {name.lower(): value for name, value in (more or {}).items()}
        # Bytes, because checks send what is no ASCII too.
        return httpx.Headers([(name.encode(), value.encode()) for name, value in merged.items()])

    def _once(self, sent: Sent, operation: str | None, timeout: float, paced: bool, enough: Enough | None) -> Exchange:
        number = self._admit(paced)
        started = self._clock()
        exchange = Exchange(operation, sent, None, 0.0, self.recorder.check, number=number)
        try:
            exchange = replace(exchange, response=self._talk(sent, timeout, enough))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as broken:
            exchange = replace(exchange, error=sentence(broken, timeout))
        exchange = replace(exchange, seconds=self._clock() - started)
        self.recorder.add(exchange)
        self._unanswered = 0 if exchange.response else self._unanswered + 1
        if self._unanswered >= LOST:
            raise TargetLost(f"the target stopped answering: {exchange.error} ({LOST} times in a row)")
        return exchange

    def _admit(self, paced: bool) -> int:
        """Count one request in; waits for its turn where a pace is set."""
        with self._lock:
            cap = self.target.max_requests
            if cap is not None and self.requests >= cap and not self.uncapped:
                raise RequestCapReached(f"the request cap of {cap} is reached (max_requests)")
            self.requests += 1
            number = self.requests
            self._pace.keep(wait=paced)
            return number

    def _talk(self, sent: Sent, timeout: float, enough: Enough | None) -> Received:
        client = self._client(sent.address)
        request = client.build_request(
            sent.method, self.target.base_url, headers=sent.headers, content=sent.body, timeout=timeout
        )
        prefix = request.url.raw_path.rstrip(b"/")
        request.extensions["target"] = prefix + sent.path.encode("ascii")
        deadline = self._clock() + timeout
        answer = client.send(request, stream=True)
        try:
            return Received(
                answer.status_code, answer.headers, read_body(answer, lambda: self._clock() > deadline, enough)
            )
        finally:
            answer.close()

    def _client(self, address: str | None) -> httpx.Client:
        with self._lock:
            if address not in self._clients:
                if address is not None and not self.can_send_from(address):
                    raise CheckSkipped(f"this machine cannot send from {address}")
                self._clients[address] = self._open(address)
            return self._clients[address]
