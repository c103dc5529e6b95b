#pragma once

#include <tenon/http/hooks.hpp>

namespace tenon::http {

/// Spares clients what they have already: an answer to GET or HEAD with status 200 whose bytes are in memory gets an
/// ETag made from them, and a client that sends it back in If-None-Match gets 304 without a body (RFC 9110 section 13).
/// An ETag or Last-Modified that the handler has set is used instead. The handler still does its work; only the way to
/// the client is saved.
///
/// Stands inside of Compression, which adds the coding to the tag.
class ConditionalGet final : public Hooks {
 public:
  void on_response(Request& request, Response& response) const override;
};

}  // namespace tenon::http
