#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <tenon/base/error.hpp>
#include <tenon/base/text/authority.hpp>
#include <tenon/http/accept.hpp>
#include <tenon/http/authority.hpp>
#include <tenon/http/conditional.hpp>
#include <tenon/http/cookies.hpp>
#include <tenon/http/entity_tag.hpp>
#include <tenon/http/forwarded.hpp>
#include <tenon/http/host_list.hpp>
#include <tenon/http/media_type.hpp>
#include <tenon/http/range.hpp>
#include <tenon/http/request_builder.hpp>

// Every reader of a field value, on the same text.

namespace {

using namespace tenon::http;

void require(bool condition) {
  if (!condition) std::abort();
}

void read_in_a_request(std::string_view text) {
  RequestBuilder builder{Method::get, "/"};
  for (const char* name : {"If-Match", "If-None-Match", "If-Unmodified-Since", "X-Forwarded-For", "X-Forwarded-Proto",
                           "X-Forwarded-Host", "Forwarded", "Range", "If-Range"}) {
    builder.header(name, std::string{text});
  }
  try {
    const auto request = builder.build();
    for (auto field : {TrustedProxies::Field::x_forwarded, TrustedProxies::Field::forwarded}) {
      const Client client = client_of(request->head(), {}, {TrustedProxies::parse_networks("::/0"), field});
      require(client.scheme == "http" || client.scheme == "https");
      require(is_authority(client.host));
    }
    const Validators current{true, EntityTag::strong("a"), tenon::Instant{}};
    (void)check_preconditions(*request, current);
    (void)range_of(*request, current, 100);
  } catch (const tenon::Error&) {  // refused
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto media = MediaType::parse(text)) {
    require(!media->type().empty() && !media->subtype().empty());
    (void)media->parameter("charset");
  }
  const std::array<std::string_view, 2> offers = {"text/html", "application/json"};
  if (const auto choice = choose_media_type(text, offers)) require(accept_quality(text, offers[*choice]) > 0);
  (void)choose_coding(text, {Coding::zstd, Coding::br, Coding::gzip});
  if (const auto tag = EntityTag::parse(text)) require(tag->to_header().text() == text);
  if (const auto cookie = find_cookie(text, "sid")) require(cookie->find(';') == std::string_view::npos);
  if (const auto address = IpAddress::parse(text)) require(IpAddress::parse(to_string(*address)) == address);
  (void)IpNetwork::parse(text);
  if (const ByteRange range = parse_range(text, 100); range.kind == ByteRange::Kind::part) {
    require(range.size > 0 && range.first < 100 && range.size <= 100 - range.first);
  }
  require(!HostList::local().contains(text) || tenon::text::host_of(text));
  read_in_a_request(text);
  return 0;
}
