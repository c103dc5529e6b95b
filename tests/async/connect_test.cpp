#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <tenon/async/all.hpp>
#include <tenon/async/connect.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/listener.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <vector>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

template <class T>
Task<std::string> code_of(Task<T> task) {
  std::string code = "none";
  try {
    co_await std::move(task);
  } catch (const Error& error) {
    code = error.code();
  }
  co_return code;
}

TEST(Resolve, GivesANumericAddressAsItIs) {
  const auto v4 = run(resolve("192.0.2.7", 80));
  ASSERT_EQ(v4.size(), 1U);
  EXPECT_EQ(v4[0].to_string(), "192.0.2.7:80");
  EXPECT_EQ(run(resolve("2001:db8::1", 443)).at(0).to_string(), "[2001:db8::1]:443");
}

TEST(Resolve, FindsLocalhost) {
  const auto addresses = run(resolve("localhost", 80));
  ASSERT_FALSE(addresses.empty());
  for (const Address& address : addresses) {
    EXPECT_TRUE(address.host() == "127.0.0.1" || address.host() == "::1") << address.to_string();
    EXPECT_EQ(address.port(), 80);
  }
}

TEST(Resolve, SaysWhenThereIsNoSuchName) {
  EXPECT_EQ(run(code_of(resolve("no-such-host.invalid", 80))), "name_not_found");
}

TEST(Connect, SaysWhenNobodyListens) {
  Loop loop;
  Address address;
  {
    Listener closed{loop, Address::ip("127.0.0.1", 0)};
    address = closed.address();
  }
  EXPECT_EQ(run(loop, code_of(connect(address))), "connect_failed");
  EXPECT_EQ(run(loop, code_of(connect("127.0.0.1", address.port()))), "connect_failed");
}

TEST(Connect, SaysWhenThereIsNoSuchUnixSocket) {
  EXPECT_EQ(run(code_of(connect(Address::unix_path("/nonexistent/tenon.sock")))), "connect_failed");
}

TEST(Connect, FindsTheAddressOfAHostThatListens) {
  Loop loop;
  Listener listener{loop, Address::ip("127.0.0.1", 0)};  // "localhost" may give ::1 first, where nobody listens
  auto [socket, accepted] = run(loop, all(connect("localhost", listener.address().port()), listener.accept()));
  EXPECT_TRUE(socket);
}

// The accept queue of a listener that nobody serves: once it is full, the kernel leaves connections unanswered.
class Silent {
 public:
  explicit Silent(Loop& loop) : listener_(loop, Address::ip("127.0.0.1", 0), {.backlog = 0}) {
    for (int i = 0; i < 100 && !silent_; ++i) {
      try {
        taken_.push_back(run(loop, with_deadline(50ms, connect(address()))));
      } catch (const Timeout&) {
        silent_ = true;
      }
    }
  }
  explicit operator bool() const noexcept { return silent_; }
  Address address() const { return listener_.address(); }

 private:
  Listener listener_;
  std::vector<Fd> taken_;
  bool silent_ = false;
};

TEST(Connect, LeavesTimeForTheNextAddressWhenOneDoesNotAnswer) {
  Loop loop;
  Silent silent{loop};
  ASSERT_TRUE(silent);
  Listener listener{loop, Address::ip("127.0.0.1", 0)};
  std::vector<Address> addresses{silent.address(), listener.address()};
  EXPECT_TRUE(run(loop, with_deadline(400ms, connect(addresses))));
  EXPECT_EQ(run(loop, code_of(with_deadline(50ms, connect(silent.address())))), "deadline_passed");
}

TEST(Connect, TriesNoOtherAddressOnceItIsCancelled) {
  Loop loop;
  Silent silent{loop};
  ASSERT_TRUE(silent);
  Listener listener{loop, Address::ip("127.0.0.1", 0)};
  Context context{loop};
  auto cancel = [](Context& of) -> Task<> {
    co_await sleep_for(2ms);
    of.cancel();
  };
  std::vector<Address> addresses{silent.address(), listener.address()};
  EXPECT_THROW(run(loop, context, all(connect(addresses), cancel(context))), Cancelled);
  EXPECT_THROW(run(loop, with_deadline(5ms, listener.accept())), Timeout);
}

TEST(Connect, GoesOnToTheNextAddressWhenOneRefuses) {
  Loop loop;
  Listener listener{loop, Address::ip("127.0.0.1", 0)};
  const Address nobody = Address::unix_path("/nonexistent/tenon.sock");
  std::vector<Address> addresses{nobody, listener.address()};
  EXPECT_TRUE(run(loop, connect(addresses)));
  std::vector<Address> none;
  EXPECT_EQ(run(loop, code_of(connect(none))), "connect_failed");
}

TEST(Connect, WaitsUntilAUnixSocketHasRoomForIt) {
  Loop loop;
  const std::string path = ::testing::TempDir() + "tenon-full-" + std::to_string(::getpid()) + ".sock";
  Listener listener{loop, Address::unix_path(path), {.backlog = 1}};
  std::vector<Fd> first;
  first.reserve(2);
  for (int i = 0; i < 2; ++i) first.push_back(run(loop, connect(listener.address())));
  EXPECT_EQ(run(loop, code_of(with_deadline(5ms, connect(listener.address())))), "deadline_passed");
  auto [socket, accepted] = run(loop, all(connect(listener.address()), listener.accept()));
  EXPECT_TRUE(socket);
}

}  // namespace
}  // namespace tenon::async
