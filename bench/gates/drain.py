"""What clients see while the server is stopped, or while others send slowly."""
import signal
import statistics
import threading
import time

from common import client

REQUEST = client.ONE_HEADER.format(path="/json").encode()


def failed_at_sigterm(running, clients=32, seconds=1.0):
    """Requests that got no whole answer of status 200, of `clients` that ask without a pause while SIGTERM arrives. A
    client that is told `Connection: close`, or finds nobody listening any more, stops: that is no failure."""
    failures, answered = [], [0] * clients

    def ask(number):
        try:
            connection = client.Connection(running.port)
        except OSError:
            return
        try:
            while not connection.closing:
                if connection.exchange(REQUEST) != 200:
                    raise ConnectionError("an answer that is not 200")
                answered[number] += 1
        except OSError as error:
            failures.append(str(error))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    running.process.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join()
    status = running.process.wait(30)
    return len(failures), sum(answered), status


def median_beside_slow_senders(running, senders=500, requests=200):
    """Milliseconds for an answer while so many connections send a byte of a request now and then."""
    slow = [client.Connection(running.port) for _ in range(senders)]
    text = b"GET /json HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"x" * 1000
    done = threading.Event()

    def drip():
        for i in range(len(text)):
            for one in slow:
                if done.is_set():
                    return
                try:
                    one.socket.sendall(text[i:i + 1])
                except OSError:
                    pass
            time.sleep(0.02)

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        connection, times = client.Connection(running.port), []
        for _ in range(requests):
            begin = time.perf_counter()
            connection.exchange(REQUEST)
            times.append(time.perf_counter() - begin)
            time.sleep(0.005)
        return statistics.median(times) * 1e3
    finally:
        done.set()
        dripping.join()
        for one in slow:
            one.close()
