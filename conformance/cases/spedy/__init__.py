"""Hand-written checks of Stellary: what its contract cannot declare, one file per subject.

What they can be told in a target file:

- `[facts] outbox`: a path of the target under which mails it sent are listed as JSON, with `mail = true` under
  `[capabilities]`. A mock's control door needs neither.
- `[facts] jwt_lifetime`: seconds that JWTs live, where the server is configured for others than seven days.
- `[facts] patience`: seconds that agents, rules and the wizard may take (default 6; 60 of a clock that can be moved).
"""
