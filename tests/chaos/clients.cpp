#include "clients.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/raw_client.hpp"

namespace tenon::chaos {

using tenon::test::get;
using tenon::test::post;
using tenon::test::RawClient;
using tenon::test::RawResponse;

namespace {

constexpr std::string_view json_fields = "Content-Type: application/json\r\n";

std::string post_head(std::string_view framing) {
  return "POST /shelves HTTP/1.1\r\nHost: test\r\n" + std::string(json_fields) + std::string(framing) + "\r\n\r\n";
}

std::string with_length(std::size_t size, std::string_view fields = {}) {
  return post_head("Content-Length: " + std::to_string(size) + std::string(fields));
}

}  // namespace

void Clients::converse() {
  using Way = void (Clients::*)();
  static constexpr std::array<Way, 11> ways{&Clients::reset_behind_pipelined_requests,
                                            &Clients::reset_behind_pipelined_requests,
                                            &Clients::half_close_behind_pipelined_requests,
                                            &Clients::ask_in_pieces,
                                            &Clients::cut_a_body,
                                            &Clients::expect_continue,
                                            &Clients::send_chunks,
                                            &Clients::mix_writes_into_a_pipeline,
                                            &Clients::read_nothing,
                                            &Clients::send_nonsense,
                                            &Clients::go_while_it_works};
  (this->*ways[upto(ways.size() - 1)])();
  ++tally_.conversations;
}

void Clients::pause() { std::this_thread::sleep_for(std::chrono::microseconds{upto(8000)}); }

std::string Clients::shelf(std::string_view before) {
  return R"({"name":")" + std::string(before) + prefix_ + "-" + std::to_string(++names_) + R"("})";
}

std::string Clients::a_post(std::string_view before) {
  return upto(1) == 0 ? post("/shelves", "{}", json_fields) : post("/shelves", shelf(before), json_fields);
}

std::string Clients::in_chunks(std::string body) {
  std::string text;
  while (!body.empty()) {
    const std::size_t size = 1 + upto(body.size() - 1);
    std::array<char, 20> digits{};
    std::snprintf(digits.data(), digits.size(), "%zx\r\n", size);
    text += digits.data() + body.substr(0, size) + "\r\n";
    body.erase(0, size);
  }
  return text + "0\r\n\r\n";
}

/// In one of the ways in which clients go.
template <class Client>
void Clients::leave(Client& client) {
  switch (upto(3)) {
    case 0: return client.reset();
    case 1: return client.close();
    case 2: client.half_close(); return pause();
    default: return;  // closed behind us
  }
}

void Clients::note(int status, int expected, const char* what) {
  if (status == expected) {
    ++tally_.answers;
    if (status == 201) ++tally_.written;
  } else if (tally_.wrong++ == 0) {
    tally_.first_wrong = std::string(what) + ": " + std::to_string(status);
  }
}

void Clients::reset_behind_pipelined_requests() {
  RawClient client{port_};
  std::string requests;
  for (std::uint64_t i = upto(30); i > 0; --i) requests += get("/shelves?limit=5");
  client.send(requests + a_post());
  pause();
  client.reset();
}

void Clients::half_close_behind_pipelined_requests() {
  RawClient client{port_};
  const std::uint64_t count = 1 + upto(20);
  std::string requests;
  for (std::uint64_t i = 0; i < count; ++i) requests += get("/shelves");
  client.send(requests);
  client.half_close();
  for (std::uint64_t i = 0; i < count; ++i) note(client.response().status, 200, "half-closed");
}

void Clients::ask_in_pieces() {
  RawClient client{port_};
  const std::string requests = get("/shelves") + get("/nowhere") + get("/limit");
  for (std::size_t at = 0; at < requests.size();) {
    const std::size_t size = 1 + upto(60);
    client.send(requests.substr(at, size));
    at += size;
    if (upto(4) == 0) std::this_thread::sleep_for(std::chrono::microseconds{200});
    if (upto(40) == 0) return leave(client);
  }
  for (const int expected : {200, 404, 200}) note(client.response().status, expected, "in pieces");
}

void Clients::cut_a_body() {
  RawClient client{port_};
  const std::string body = shelf() + std::string(upto(1) == 0 ? 0 : upto(100'000), ' ');
  client.send((upto(1) == 0 ? get("/shelves") : "") + with_length(body.size()) + body.substr(0, upto(body.size() - 1)));
  if (upto(1) == 0) pause();
  leave(client);
}

void Clients::expect_continue() {
  RawClient client{port_};
  const std::string body = shelf();
  client.send(with_length(body.size(), "\r\nExpect: 100-continue"));
  if (upto(2) == 0) return leave(client);
  if (upto(1) == 0) client.receive();
  client.send(body + get("/limit"));
  note(client.response().status, 201, "expected");
  note(client.response().status, 200, "behind what was expected");
}

void Clients::send_chunks() {
  RawClient client{port_};
  const std::string body = in_chunks(shelf() + std::string(upto(40'000), ' '));
  client.send(post_head("Transfer-Encoding: chunked"));
  if (upto(1) == 0) pause();
  if (upto(1) == 0) {
    client.send(body.substr(0, upto(body.size() - 1)));
    return leave(client);
  }
  client.send(body + get("/limit"));
  note(client.response().status, 201, "in chunks");
  note(client.response().status, 200, "behind chunks");
}

void Clients::mix_writes_into_a_pipeline() {
  RawClient client{port_};
  std::vector<int> expected;
  std::string requests;
  for (std::uint64_t i = 1 + upto(15); i > 0; --i) {
    switch (upto(3)) {
      case 0:
        requests += post("/shelves", shelf(), json_fields);
        expected.push_back(201);
        break;
      case 1:
        requests += post("/shelves", "{}", json_fields);
        expected.push_back(422);
        break;
      default: requests += get("/shelves?limit=5"); expected.push_back(200);
    }
  }
  client.send(requests);
  const std::size_t read = upto(2) == 0 ? upto(expected.size()) : expected.size();
  for (std::size_t i = 0; i < read; ++i) note(client.response().status, expected[i], "in a pipeline");
  leave(client);
}

void Clients::read_nothing() {
  RawClient client{port_};
  client.set_receive_buffer(4096);
  std::string requests;
  for (std::uint64_t i = 1 + upto(20); i > 0; --i) requests += get("/openapi.json");
  client.send(requests + a_post());
  pause();
  leave(client);
}

void Clients::send_nonsense() {
  RawClient client{port_};
  // A changed digit must not take the name of a later shelf, so these names begin as no other does.
  std::string bytes = get("/shelves") + a_post("nonsense of ") + get("/limit");
  for (std::uint64_t i = 1 + upto(5); i > 0; --i) bytes[upto(bytes.size() - 1)] = static_cast<char>(upto(255));
  client.send(bytes);
  if (upto(1) == 0) client.receive(std::chrono::milliseconds{100});
  leave(client);
}

void Clients::go_while_it_works() {
  RawClient client{port_};
  client.send(get("/limit") + get("/slow") + a_post());
  pause();
  leave(client);
}

}  // namespace tenon::chaos
