"""The transport: the only place that knows Falcon, waitress and granian. It asks a `Door` and copies its answers."""
