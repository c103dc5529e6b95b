#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>
#include <tenon/async/all.hpp>
#include <tenon/async/connect.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/listener.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/stream.hpp>
#include <tenon/async/transport.hpp>
#include <tenon/base/error.hpp>
#include <thread>
#include <vector>

#include "tests/support/sanitized.hpp"

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

Address any_port() { return Address::ip("127.0.0.1", 0); }

class ListenerTest : public ::testing::Test {
 protected:
  std::string socket_path() const { return ::testing::TempDir() + "tenon-" + std::to_string(::getpid()) + ".sock"; }

  Loop loop;
};

TEST_F(ListenerTest, AcceptsConnectionsAndKnowsThePeer) {
  Listener listener{loop, any_port()};
  auto [accepted, socket] = run(loop, all(listener.accept(), connect(listener.address())));
  EXPECT_TRUE(accepted.socket);
  EXPECT_EQ(accepted.peer.host(), "127.0.0.1");
  EXPECT_NE(accepted.peer.port(), 0);
}

TEST_F(ListenerTest, ListensOnIpv6) {
  std::unique_ptr<Listener> listener;
  try {
    listener = std::make_unique<Listener>(loop, Address::ip("::1", 0));
  } catch (const Unavailable&) {
    GTEST_SKIP() << "no IPv6 here";
  }
  auto [accepted, socket] = run(loop, all(listener->accept(), connect(listener->address())));
  EXPECT_EQ(accepted.peer.host(), "::1");
}

TEST_F(ListenerTest, AcceptsManyConnectionsOfOneEdge) {
  Listener listener{loop, any_port()};
  std::vector<Fd> clients;
  clients.reserve(200);
  for (int i = 0; i < 200; ++i) clients.push_back(run(loop, connect(listener.address())));
  auto accept_all = [](Listener& from, std::size_t count) -> Task<std::size_t> {
    std::vector<Fd> sockets;
    while (sockets.size() < count) sockets.push_back((co_await from.accept()).socket);
    co_return sockets.size();
  };
  EXPECT_EQ(run(loop, accept_all(listener, clients.size())), 200U);
}

TEST_F(ListenerTest, LetsTheSystemTakeLittleThatCannotBeSent) {
  Listener listener{loop, any_port(), {.unsent_bytes = 20'000}};
  auto [accepted, client] = run(loop, all(listener.accept(), connect(listener.address())));
  int bytes = 0;
  socklen_t size = sizeof bytes;
  ASSERT_EQ(::getsockopt(accepted.socket.get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, &size), 0);
  EXPECT_EQ(bytes, 20'000);

  // The client reads nothing: when its window is full, the rest cannot be sent.
  const std::string data(std::size_t{100} * 1000 * 1000, 'x');
  const auto transport = socket_transport(std::move(accepted.socket));
  std::size_t taken = 0;
  for (int i = 0; i < 50; ++i) {
    const IoResult result = transport->write(std::string_view(data).substr(taken));
    if (result.status == IoStatus::ok) taken += result.bytes;
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  int unsent = 0;
  ASSERT_EQ(::ioctl(transport->fd(), SIOCOUTQNSD, &unsent), 0);
  EXPECT_LT(taken, data.size());
  EXPECT_LT(unsent, 20'000 + 200'000) << "the system cuts by its own pieces";
}

TEST_F(ListenerTest, RefusesAPortThatIsTaken) {
  Listener first{loop, any_port()};
  try {
    Listener second{loop, first.address()};
    FAIL();
  } catch (const Unavailable& error) {
    EXPECT_EQ(error.code(), "listen_failed");
    EXPECT_NE(error.detail().find("Address already in use"), std::string::npos);
  }
}

TEST_F(ListenerTest, SharesAPortWhenBothAgree) {
  Listener first{loop, any_port(), {.reuse_port = true}};
  Listener second{loop, first.address(), {.reuse_port = true}};
}

TEST_F(ListenerTest, ListensOnAUnixSocketAndRemovesItsFile) {
  struct stat status;
  {
    Listener listener{loop, Address::unix_path(socket_path())};
    auto [accepted, socket] = run(loop, all(listener.accept(), connect(listener.address())));
    EXPECT_TRUE(accepted.socket);
    EXPECT_EQ(::stat(socket_path().c_str(), &status), 0);
  }
  EXPECT_NE(::stat(socket_path().c_str(), &status), 0);
}

TEST_F(ListenerTest, ReplacesAStaleFileButNotALiveListener) {
  {
    Fd dead{::socket(AF_UNIX, SOCK_STREAM, 0)};
    const Address address = Address::unix_path(socket_path());
    ASSERT_EQ(::bind(dead.get(), static_cast<const sockaddr*>(address.system()),
                     static_cast<socklen_t>(address.system_size())),
              0);
  }
  Listener live{loop, Address::unix_path(socket_path())};
  EXPECT_THROW(Listener(loop, Address::unix_path(socket_path())), Unavailable);
}

TEST_F(ListenerTest, EndsAWaitingAcceptWhenClosed) {
  Listener listener{loop, any_port()};
  std::string code;
  auto accept = [](Listener& from, std::string& to) -> Task<> {
    try {
      co_await from.accept();
    } catch (const Unavailable& error) {
      to = error.code();
    }
  };
  Scope scope{loop};
  scope.spawn(accept(listener, code));
  loop.run_ready();
  listener.close();
  loop.run_ready();
  EXPECT_EQ(code, "listener_closed");
}

TEST_F(ListenerTest, EndsAWaitingAcceptByTheDeadlineOfItsContext) {
  Listener listener{loop, any_port()};
  EXPECT_THROW(run(loop, with_deadline(2ms, listener.accept())), Timeout);
}

// Takes all descriptors of the process until it is destroyed.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit small{.rlim_cur = 128, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &small);
    for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) taken_.emplace_back(fd);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
  std::vector<Fd> taken_;
};

Fd connect_without_the_loop(const Address& address) {
  Fd socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (!socket) throw std::system_error(errno, std::generic_category(), "socket");
  EXPECT_EQ(::connect(socket.get(), static_cast<const sockaddr*>(address.system()),
                      static_cast<socklen_t>(address.system_size())),
            0);
  ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
  return socket;
}

TEST_F(ListenerTest, ClosesConnectionsItHasNoDescriptorForAndGoesOn) {
  if (test::sanitized) GTEST_SKIP() << "UBSan, which runs with ASan, needs descriptors itself to look at objects";
  Listener listener{loop, any_port()};
  std::size_t accepted = 0;
  auto accept = [](Listener& from, std::size_t& count) -> Task<> {
    for (;;) {
      co_await from.accept();
      ++count;
    }
  };
  auto end_of = [](Stream& stream) -> Task<std::size_t> {
    std::array<char, 1> byte;
    co_return co_await stream.read_some(byte.data(), byte.size());
  };
  Scope scope{loop};
  scope.spawn(accept(listener, accepted));
  Stream before{loop, socket_transport(run(loop, connect(listener.address())))};
  EXPECT_EQ(run(loop, end_of(before)), 0U);
  EXPECT_EQ(accepted, 1U);

  Stream refused{loop, socket_transport(connect_without_the_loop(listener.address()))};
  std::size_t bytes_of_refused = 1;
  {
    NoDescriptors none;
    bytes_of_refused = run(loop, end_of(refused));
  }
  EXPECT_EQ(bytes_of_refused, 0U);
  EXPECT_EQ(listener.refused(), 1U);
  EXPECT_EQ(accepted, 1U);

  Fd after = run(loop, connect(listener.address()));
  for (int turn = 0; accepted == 1 && turn < 100; ++turn) loop.run_once();
  EXPECT_EQ(accepted, 2U);
}

}  // namespace
}  // namespace tenon::async
