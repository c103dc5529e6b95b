// accepted
#include <functional>
#include <string>
#include <tenon/async/blocking.hpp>

tenon::async::Task<std::size_t> length(std::string text, std::function<void()> told) {
  co_await tenon::async::blocking(told);
  co_await tenon::async::blocking([](std::string moved) { return moved.size(); }, text);
  co_return co_await tenon::async::blocking([&text] { return text.size(); });
}
