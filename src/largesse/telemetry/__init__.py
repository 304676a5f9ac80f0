"""How an operator sees what happens: logs, metrics and traces."""
