#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "support/program.hpp"
#include "tests/support/command.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/temporary_folder.hpp"

// What each setting of `serve` does, as a client, an operator or the file system sees it: there with the setting, and
// not there without it. A setting without a row fails the last test.

namespace tenon::app::test {
namespace {

using namespace std::chrono_literals;
using tenon::test::eventually;
using tenon::test::RawClient;
using tenon::test::RawResponse;
using tenon::test::run;

constexpr std::string_view json = "Content-Type: application/json\r\n";

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) throw std::runtime_error("no socket for a test");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
  close(socket);
  return ntohs(address.sin_port);
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// `serve` with some variables. PORT=free is a port that is known before it listens.
class Serving {
 public:
  /// `patience` is how long an effect is waited for.
  explicit Serving(Program::Variables variables, std::chrono::milliseconds patience = 20s) : patience_(patience) {
    for (auto& [name, value] : variables) {
      if (value != "free") continue;
      port_ = free_port();
      value = std::to_string(*port_);
    }
    program_.emplace(std::vector<std::string>{"serve"}, variables);
  }

  Program& program() { return *program_; }
  std::uint16_t port() const { return port_ ? *port_ : program_->port(); }
  std::optional<std::uint16_t> chosen_port() const { return port_; }
  std::filesystem::path file(std::string_view name) const { return program_->folder() / name; }

  RawResponse get(std::string_view path, std::string_view fields = {}) const {
    return RawClient{port()}.ask(tenon::test::get(path, fields));
  }
  RawResponse post(std::string_view path, std::string_view body, std::string_view fields = {}) const {
    return RawClient{port()}.ask(tenon::test::post(path, body, std::string(json) + std::string(fields)));
  }
  bool becomes(const std::function<bool()>& condition) const { return eventually(condition, patience_); }
  bool ends(RawClient& client) const { return client.ends(patience_); }
  /// What comes next starts so.
  bool begins(RawClient& client, std::string_view text) const { return client.receive(patience_).starts_with(text); }
  bool answers() const {
    return eventually(
        [&] {
          try {
            return get("/health/live").status == 200;
          } catch (const std::exception&) {  // it does not listen yet
            return false;
          }
        },
        20s);
  }
  bool says(std::string_view text) const {
    return becomes([&] { return program_->output().find(text) != std::string::npos; });
  }
  /// Whether /metrics has the line.
  bool measures(const std::string& line) const {
    return becomes([&] { return get("/metrics").body.find("\n" + line + "\n") != std::string::npos; });
  }
  int stop() {
    program_->signal(SIGTERM);
    return program_->wait();
  }

 private:
  std::chrono::milliseconds patience_;
  std::optional<std::uint16_t> port_;
  std::optional<Program> program_;
};

/// A client that the system keeps little for; it has asked for more than that.
std::unique_ptr<RawClient> distant(const Serving& serving, std::string_view path = "/bytes/8000000") {
  auto client =
      std::make_unique<RawClient>(serving.port(), RawClient::Window{.receive_buffer = 16384, .segment = 1448});
  client->send(tenon::test::get(path));
  return client;
}

/// How many sockets listen on the port: one for each loop.
std::ptrdiff_t listeners(const Serving& serving) {
  std::array<char, 16> local{};
  std::snprintf(local.data(), local.size(), ":%04X", serving.port());
  std::ifstream sockets{"/proc/net/tcp"};
  std::ptrdiff_t count = 0;
  for (std::string line; std::getline(sockets, line);) {
    std::istringstream words{line};
    std::string number, address, peer, state;
    words >> number >> address >> peer >> state;
    count += address.ends_with(local.data()) && state == "0A";
  }
  return count;
}

/// A certificate of the tests' own.
std::string pem(const std::string& name) {
  static const tenon::test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test").string();
  if (!std::filesystem::exists(path + ".pem")) {
    EXPECT_EQ(
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test -keyout " +
            path + ".key -out " + path + ".pem 2>&1")
            .status,
        0);
  }
  return path + name;
}

struct Setting {
  std::string name;
  std::string value;
  /// True with the setting, false without it.
  std::function<bool(Serving&)> effect;
  /// What is set in both programs.
  Program::Variables beside = {};
};

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.name << "=" << setting.value; }

bool answers_by_tls(Serving& serving) {
  return run("curl -sk -o /dev/null -w '%{http_code}' https://127.0.0.1:" + std::to_string(serving.port()) +
             "/health/live")
             .output == "200";
}

/// A body of which some bytes come every 20 ms, for four seconds.
bool is_too_slow(Serving& serving) {
  RawClient client{serving.port()};
  client.send("POST /shelves HTTP/1.1\r\nHost: test\r\nContent-Length: 100000\r\n" + std::string(json) + "\r\n");
  for (int i = 0; i < 200; ++i) {
    client.send(std::string(40, ' '));
    if (client.receive(20ms).starts_with("HTTP/1.1 408")) return true;
  }
  return false;
}

/// Reads a little of a large answer every 10 ms, for four seconds.
bool reads_too_slowly(Serving& serving) {
  const auto client = distant(serving);
  for (int i = 0; i < 400; ++i) {
    std::this_thread::sleep_for(10ms);
    client->receive(0ms, 2000);
    if (client->ended()) return true;
  }
  return false;
}

bool cuts_the_request_in_flight(Serving& serving) {
  RawClient slow{serving.port()};
  slow.send(tenon::test::get("/slow"));
  EXPECT_TRUE(serving.measures("http_requests_in_flight 2"));
  return serving.stop() == 1;
}

const std::vector<Setting>& all_settings() {
  static const std::vector<Setting> settings{
      {"HOST",
       "127.0.0.2",
       [](Serving& serving) {
         EXPECT_TRUE(serving.says("listening"));
         try {
           RawClient{serving.port()};
           return false;
         } catch (const std::exception&) {
           return true;
         }
       },
       {{"PORT", "free"}}},
      {"PORT", "free", [](Serving& serving) { return serving.chosen_port() == serving.program().port(); }},
      {"DATABASE_URL", "file:other.db",
       [](Serving& serving) {
         serving.port();
         return std::filesystem::exists(serving.file("other.db"));
       }},
      {"DATABASE_TIMESTAMPS", "unix_milliseconds",
       [](Serving& serving) {
         EXPECT_EQ(serving.post("/items", R"({"name": "Apple", "price": "1"})").status, 201);
         return run("sqlite3 " + serving.file("store.db").string() + " 'SELECT typeof(createdAt) FROM Item'").output ==
                "integer\n";
       }},
      {"REDIS_URL", "redis://localhost", [](Serving& serving) { return serving.says("REDIS_URL is set"); }},
      {"MONGODB_URL", "mongodb://localhost", [](Serving& serving) { return serving.says("MONGODB_URL is set"); }},
      {"LOOPS", "3", [](Serving& serving) { return listeners(serving) == 3; }},
      {"MIGRATE", "command", [](Serving& serving) { return serving.get("/health/ready").status == 503; }},
      {"DRAIN_TIMEOUT", "50ms", cuts_the_request_in_flight},
      {"TLS_CERTIFICATE", pem(".pem"), answers_by_tls, {{"TLS_KEY", pem(".key")}}},
      {"TLS_KEY", pem(".key"), answers_by_tls, {{"TLS_CERTIFICATE", pem(".pem")}}},
      {"TRUSTED_PROXIES", "127.0.0.1",
       [](Serving& serving) {
         serving.get("/shelves", "X-Forwarded-For: 203.0.113.7\r\n");
         return serving.says("203.0.113.7");
       }},
      {"ALLOWED_HOSTS", "shop.example", [](Serving& serving) { return serving.get("/shelves").status == 403; }},
      {"CORS_ORIGINS", "https://pages.example",
       [](Serving& serving) {
         return serving.get("/shelves", "Origin: https://pages.example\r\n").headers["access-control-allow-origin"] ==
                "https://pages.example";
       }},
      {"TRUSTED_ORIGINS", "https://login.example",
       [](Serving& serving) {
         return serving.post("/shelves", R"({"name": "Left"})", "Origin: https://login.example\r\n").status == 201;
       }},
      {"DOCS", "false", [](Serving& serving) { return serving.get("/openapi.json").status == 404; }},
      {"ACCESS_LOG", "false",
       [](Serving& serving) {
         serving.get("/limit");
         serving.stop();
         return serving.program().output().find("/limit") == std::string::npos;
       }},
      {"LOG_FORMAT", "console",
       [](Serving& serving) { return serving.says("listening") && !serving.program().output().starts_with("{"); }},
      {"LOG_LEVEL",
       "warn",
       [](Serving& serving) {
         EXPECT_TRUE(serving.answers());
         serving.stop();
         return serving.program().output().find("listening") == std::string::npos;
       },
       {{"PORT", "free"}}},
      {"LOG_FILE",
       "serve.log",
       [](Serving& serving) {
         EXPECT_TRUE(serving.answers());
         serving.stop();
         return text_of(serving.file("serve.log")).find("listening") != std::string::npos;
       },
       {{"PORT", "free"}}},
      {"LOG_REDACT", "path",
       [](Serving& serving) {
         serving.get("/limit");
         return serving.says(R"("path":"[redacted]")");
       }},
      {"HTTP_TARGET_LIMIT", "64B",
       [](Serving& serving) { return serving.get("/" + std::string(200, 'a')).status == 414; }},
      {"HTTP_HEAD_LIMIT",
       "1KiB",
       [](Serving& serving) {
         return serving.get("/limit", "X-Long: " + std::string(2000, 'a') + "\r\n").status == 431;
       },
       {{"HTTP_TARGET_LIMIT", "1KiB"}}},
      {"HTTP_FIELD_LIMIT", "3",
       [](Serving& serving) { return serving.get("/limit", "A: 1\r\nB: 1\r\nC: 1\r\n").status == 431; }},
      {"HTTP_BODY_LIMIT", "10B",
       [](Serving& serving) { return serving.post("/shelves", R"({"name": "Left"})").status == 413; }},
      {"HTTP_SEND_LIMIT", "16MiB",
       [](Serving& serving) {
         const auto client = distant(serving, "/stream");
         return serving.becomes([&] { return serving.get("/streamed").body == "8000000"; });
       }},
      {"HTTP_FIRST_BYTE_TIMEOUT", "200ms",
       [](Serving& serving) {
         RawClient client{serving.port()};
         return serving.ends(client);
       }},
      {"HTTP_HEAD_TIMEOUT", "200ms",
       [](Serving& serving) {
         RawClient client{serving.port()};
         client.send("GET /");
         return serving.begins(client, "HTTP/1.1 408");
       }},
      {"HTTP_BODY_TIMEOUT", "200ms",
       [](Serving& serving) {
         RawClient client{serving.port()};
         client.send("POST /shelves HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n" + std::string(json) + "\r\n{");
         return serving.begins(client, "HTTP/1.1 408");
       }},
      {"HTTP_BODY_RATE", "1MiB", is_too_slow, {{"HTTP_BODY_TIMEOUT", "1500ms"}}},
      {"HTTP_IDLE_TIMEOUT", "200ms",
       [](Serving& serving) {
         RawClient client{serving.port()};
         EXPECT_EQ(client.ask(tenon::test::get("/limit")).status, 200);
         return serving.ends(client);
       }},
      {"HTTP_WRITE_TIMEOUT", "1500ms",
       [](Serving& serving) {
         const auto client = distant(serving);
         EXPECT_TRUE(serving.measures("http_connections_open 2"));
         return serving.measures("http_connections_open 1");
       }},
      {"HTTP_SEND_RATE", "100MiB", reads_too_slowly, {{"HTTP_WRITE_TIMEOUT", "1500ms"}}},
      {"HTTP_REQUEST_TIMEOUT", "100ms", [](Serving& serving) { return serving.get("/slow").status == 504; }},
      {"HTTP_HALF_CLOSE_TIMEOUT", "50ms",
       [](Serving& serving) {
         RawClient client{serving.port()};
         client.send(tenon::test::get("/slow"));
         client.half_close();
         return client.receive_all().find("done") == std::string::npos;
       }},
      {"HTTP_BODY_MEMORY", "100KiB",
       [](Serving& serving) {
         return serving.post("/shelves", R"({"name": ")" + std::string(200'000, 'a') + "\"}").status == 413;
       }},
      {"HTTP_SEND_MEMORY", "256KiB",
       [](Serving& serving) {
         const auto client = distant(serving);
         return serving.measures("http_connections_evicted_total 1");
       }},
      {"HTTP_CONNECTION_LIMIT", "2",
       [](Serving& serving) {
         RawClient first{serving.port()};
         EXPECT_EQ(first.ask(tenon::test::get("/limit")).status, 200);
         RawClient second{serving.port()};
         EXPECT_EQ(second.ask(tenon::test::get("/limit")).status, 200);
         return serving.becomes([&] {
           serving.get("/limit");  // refused until one of them has been idle for long enough to give way
           return first.ended() || second.ended();
         });
       }},
      {"HTTP_REQUEST_LIMIT", "1",
       [](Serving& serving) { return serving.get("/limit").headers["connection"] == "close"; }},
      {"MOST_ITEMS", "3", [](Serving& serving) { return serving.get("/limit").body == "3"; }},
  };
  return settings;
}

class ServeSetting : public ::testing::TestWithParam<Setting> {};

TEST_P(ServeSetting, HasItsEffect) {
  const Setting& setting = GetParam();
  Program::Variables variables = setting.beside;
  {
    variables.emplace_back(setting.name, setting.value);
    Serving serving{std::move(variables)};
    EXPECT_TRUE(setting.effect(serving)) << serving.program().output();
  }
  if (setting.name.starts_with("TLS_")) return;  // one does not go without the other
  Serving serving{setting.beside, 1500ms};
  EXPECT_FALSE(setting.effect(serving)) << serving.program().output();
}

INSTANTIATE_TEST_SUITE_P(Of, ServeSetting, ::testing::ValuesIn(all_settings()),
                         [](const auto& setting) { return setting.param.name; });

TEST(ServeSettings, AreServedByALoopForEachProcessorIfNotSet) {
  Serving serving{{{"LOOPS", "0"}}};
  EXPECT_EQ(listeners(serving), std::max(1U, std::thread::hardware_concurrency()));
}

TEST(ServeSettings, HaveARowHere) {
  Program help{{"--help"}};
  EXPECT_EQ(help.wait(), 0);
  std::set<std::string> names;
  std::istringstream lines{help.output()};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    const std::size_t end = line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", begin);
    if (begin != std::string::npos && end > begin + 3 && line.substr(end, 2) == "  ") {
      names.insert(line.substr(begin, end - begin));
    }
  }
  EXPECT_GT(names.size(), 30U) << help.output();
  for (const Setting& setting : all_settings()) EXPECT_EQ(names.erase(setting.name), 1U) << setting.name;
  EXPECT_THAT(names, ::testing::IsEmpty());
}

}  // namespace
}  // namespace tenon::app::test
