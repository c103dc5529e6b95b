#pragma once

#include <utility>

#include <tenon/base/buffer.hpp>
#include <tenon/http/response.hpp>
#include <tenon/json/write.hpp>

namespace tenon::http {

/// Any value that json::write knows, as application/json.
///
///     co_return json_response(product, Status::created);
template <class T>
Response json_response(const T& value, Status status = Status::ok) {
  Buffer document;
  json::write(value, document);
  return Response::json_text(std::move(document), status);
}

}  // namespace tenon::http
