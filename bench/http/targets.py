"""What the project promises about CPU per request: text, limit, and the ratio as a function of `cpu(server, case)`."""

TARGETS = [
    ("/json against the floor", 1.25, lambda cpu: cpu("tenon", "json") / cpu("floor", "json")),
    ("/json against Fastify", 1 / 3, lambda cpu: cpu("tenon", "json") / cpu("fastify", "json")),
    ("/json against Express", 1 / 18, lambda cpu: cpu("tenon", "json") / cpu("express", "json")),
    ("16 pipelined against the floor", 1.5, lambda cpu: cpu("tenon", "pipelined") / cpu("floor", "pipelined")),
    ("/json by TLS against our plain", 2, lambda cpu: cpu("tenon-tls", "json") / cpu("tenon", "json")),
    ("one product against our plaintext", 1.35, lambda cpu: cpu("tenon", "product") / cpu("tenon", "plaintext")),
]
