#pragma once

#include <string>
#include <string_view>

namespace tenon::text {

/// A URL as it may stand in messages and logs: who asks, the query and the fragment are replaced, since each may hold a
/// secret. "postgresql://shop:sesame@db/shop?sslpassword=x" becomes "postgresql://***@db/shop?***".
///
/// All of the text is taken for the URL, also where it is malformed: what cannot be told from a password is hidden too.
std::string redact_url(std::string_view url);

/// The same for each `scheme://…` in a text, up to a blank, a quote or an angle bracket.
std::string redact_urls(std::string_view text);

}  // namespace tenon::text
