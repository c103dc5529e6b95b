// refused: g++ before 13 destroys twice what this lambda captured
#include <string>
#include <tenon/async/blocking.hpp>

tenon::async::Task<std::size_t> length(std::string text) {
  co_return co_await tenon::async::blocking([text] { return text.size(); });
}
