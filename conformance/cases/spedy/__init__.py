"""Hand-written checks of Spedy: what its contract cannot declare, one file per subject.

What they can be told in a target file:

- `[facts] default_teams`: ids of the teams that come to every new board of the judge's organization.
- `[facts] expendable_team`: one of them that may be deleted. A target that can be put back needs none.
- `[facts] doomed_tenant`: a disposable tenant that may be erased, with a plan that lets it be.
- `[facts] paid_tenant`: a disposable tenant whose running plan forbids that; should the target be wrong, it is gone.
- `[facts] closed_gates`: tenants without the Pro plan (`pro`) and without time tracking (`time_tracking`).
- `[facts] rounding`: `interval` and `method` by which the judge's organization rounds time.
- `[facts] patience`: seconds that a check may wait at a time, where the clock cannot be moved (default 90).
- `[facts] webhook_listen`, `webhook_url`: where the judge listens for webhooks, and the address that leads there, with
  `webhooks = true` under `[capabilities]`.
"""
