#pragma once

#include <tenon/base/bytes.hpp>
#include <tenon/http/accept.hpp>
#include <tenon/http/hooks.hpp>

namespace tenon::http {

/// Compresses answers for clients that ask for it by Accept-Encoding: zstd, br or gzip, the client's weights first,
/// then in this order. Only types that gain from it (text, JSON, XML, SVG, …), from `least` bytes on; never what has a
/// Content-Encoding or says `Cache-Control: no-transform`.
///
/// Such answers carry `Vary: Accept-Encoding`, and a strong ETag gets the coding added, "v7--gzip", for the bytes are
/// not those it was made from (RFC 9110 section 8.8.3.3); If-Match and If-None-Match take it for the tag itself. HEAD
/// is answered with the same fields as GET. Streams and files are compressed as they are written, a flush of the writer
/// reaches the client; so are bodies above 64 KiB, a piece a turn of the loop.
///
/// Do not put secrets beside text that a stranger chooses into one compressed answer over TLS (BREACH).
class Compression final : public Hooks {
 public:
  explicit Compression(Bytes least = 1_KiB) : least_(least) {}
  void on_response(Request& request, Response& response) const override;

 private:
  Bytes least_;
};

/// Whether bodies of this type become smaller: "application/json; charset=utf-8" does, "image/png" does not.
bool is_compressible(std::string_view content_type) noexcept;

}  // namespace tenon::http
