#pragma once

#include <string_view>

#include <tenon/http/status.hpp>

namespace tenon::http {

/// Why a codec refused what a client sent. The connection answers with the status and closes: what follows on it
/// cannot be told apart from the refused message.
struct Rejection {
  Status status = Status::bad_request;
  std::string_view code;    ///< stable, listed in docs/errors.md: "bad_content_length"; static
  std::string_view detail;  ///< a sentence for people; static
};

}  // namespace tenon::http
