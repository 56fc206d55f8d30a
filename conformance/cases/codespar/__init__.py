"""Hand-written checks of CodeSpar: what its contract cannot declare, one file per subject.

What they can be told in a target file:

- `[facts] repositories`: owner/name of GitHub repositories that may be registered and linked, at least two.
- `[facts] unknown_repo`: owner/name that GitHub does not know; else one of the owner `nonexistent`.
- `[facts] registered_user`, `unregistered_user`: tables with channelType and channelUserId; tenant, and for the first
  `channels`, a list of [type, user id] that must be linked as well.
- `[facts] disabled_channels`: names of channels that are switched off.
- `[facts] configurable_channel`: a channel whose credentials may be replaced.
- `[facts] expendable_task`: a scheduled task that may be cancelled.
- `[facts] webhook_secret = true`: events must be signed.
- `[capabilities] any_repository`: any well-formed owner/name is taken, except those of the owner `nonexistent`.
- `[capabilities] no_github_token`: the server runs without GITHUB_TOKEN.
"""
