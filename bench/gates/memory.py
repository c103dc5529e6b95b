"""Resident memory: of a connection that waits for its next request, and over a long run."""
import resource
import time

from common import client, process, wrk


def idle_connection(running, count):
    """Bytes for each of `count` connections that had one request answered and are idle now."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    request = client.ONE_HEADER.format(path="/json").encode()
    first = [client.Connection(running.port) for _ in range(100)]
    for connection in first:
        connection.exchange(request)
    before = process.rss_bytes(running.pid)
    others = [client.Connection(running.port) for _ in range(count)]
    for connection in others:
        connection.exchange(request)
    after = process.rss_bytes(running.pid)
    answered = sum(connection.exchange(request) == 200 for connection in others)
    for connection in first + others:
        connection.close()
    if answered != count:
        raise SystemExit(f"only {answered} of {count} idle connections were still served")
    return (after - before) / count


def soak(running, requests):
    """Resident memory before and after so many requests of all kinds."""
    wrk.run(running.url, "json", 2)
    before = process.rss_bytes(running.pid)
    done = 0
    while done < requests:
        for case in ("json", "product", "products", "pipelined"):
            if case in running.server.cases:
                done += wrk.run(running.url, case, 2).requests
    time.sleep(1)
    return before, process.rss_bytes(running.pid), done
