"""A client that keeps its connection, for what wrk cannot do: a given number of requests, many idle connections."""
import socket

ONE_HEADER = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

# What a browser sends with a request of a page's script.
BROWSER = (
    "GET {path} HTTP/1.1\r\n"
    "Host: shop.example.com\r\n"
    "Connection: keep-alive\r\n"
    "Cache-Control: max-age=0\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: en-GB,en;q=0.9,de;q=0.8\r\n"
    "Referer: https://shop.example.com/catalogue/blankets?page=2&sort=price\r\n"
    "Sec-Fetch-Dest: empty\r\n"
    "Sec-Fetch-Mode: cors\r\n"
    "Cookie: theme=dark; session=3f9c1b7a5d2e4f60819a2b3c4d5e6f70; consent=yes\r\n"
    "\r\n"
)


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.bytes = b""
        self.closing = False  # the last answer said that the connection ends

    def exchange(self, request):
        """Sends one request and reads its whole answer; returns the status."""
        self.socket.sendall(request)
        while (end := self.bytes.find(b"\r\n\r\n")) < 0:
            self._receive()
        head = self.bytes[:end].decode("latin-1").lower()
        length = next((int(line.split(":")[1]) for line in head.split("\r\n") if line.startswith("content-length:")), 0)
        while len(self.bytes) < end + 4 + length:
            self._receive()
        self.bytes = self.bytes[end + 4 + length:]
        self.closing = "\r\nconnection: close" in head
        return int(head.split(" ")[1])

    def _receive(self):
        received = self.socket.recv(65536)
        if not received:
            raise ConnectionError("the server closed the connection")
        self.bytes += received

    def close(self):
        self.socket.close()


def exchange_many(port, request, count):
    connection = Connection(port)
    for _ in range(count):
        status = connection.exchange(request)
        if status != 200:
            raise SystemExit(f"status {status}")
    connection.close()
