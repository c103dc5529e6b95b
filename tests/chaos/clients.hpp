#pragma once

#include <atomic>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace tenon::chaos {

/// What the clients of one run have seen.
struct Tally {
  std::atomic<std::uint64_t> conversations{0};
  std::atomic<std::uint64_t> answers{0};
  std::atomic<std::uint64_t> written{0};  ///< rows
  std::atomic<std::uint64_t> wrong{0};    ///< answers that are not what the request deserves, or did not come
  std::string first_wrong;                ///< what was asked; written once
};

/// One client after the other against the program of tests/app, each of which breaks off, cuts, or asks in a way that
/// is chosen by chance; the same seed makes the same choices.
class Clients {
 public:
  Clients(std::uint16_t port, std::uint64_t seed, Tally& tally) : port_(port), random_(seed), tally_(tally) {}

  /// One conversation.
  void converse();

 private:
  std::uint64_t upto(std::uint64_t most) { return std::uniform_int_distribution<std::uint64_t>{0, most}(random_); }
  void pause();
  std::string shelf(std::string_view before = {});
  std::string a_post(std::string_view before = {});
  std::string in_chunks(std::string body);
  template <class Client>
  void leave(Client& client);
  void note(int status, int expected, const char* what);

  void reset_behind_pipelined_requests();
  void half_close_behind_pipelined_requests();
  void ask_in_pieces();
  void cut_a_body();
  void expect_continue();
  void send_chunks();
  void mix_writes_into_a_pipeline();
  void read_nothing();
  void send_nonsense();
  void go_while_it_works();

  std::uint16_t port_;
  std::mt19937_64 random_;
  Tally& tally_;
  std::uint64_t names_ = 0;
  std::string prefix_ = std::to_string(random_());
};

}  // namespace tenon::chaos
