#include <tenon/sql/postgres/scram.hpp>

#include <algorithm>

#include <tenon/base/random.hpp>
#include <tenon/base/text/base64.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/crypto/equal.hpp>
#include <tenon/crypto/hash.hpp>
#include <tenon/crypto/hmac.hpp>
#include <tenon/crypto/pbkdf2.hpp>

namespace tenon::sql::postgres {
namespace {

std::string gs2_header(Scram::Binding binding) {
  switch (binding) {
    case Scram::Binding::impossible: return "n,,";
    case Scram::Binding::unoffered: return "y,,";
    case Scram::Binding::used: break;
  }
  return "p=tls-server-end-point,,";
}

/// Of a name, where "," and "=" mean something.
std::string escaped(std::string_view user) {
  std::string out;
  for (const char c : user) {
    if (c == ',') {
      out += "=2C";
    } else if (c == '=') {
      out += "=3D";
    } else {
      out += c;
    }
  }
  return out;
}

/// What follows `r=` and the like; nothing for another attribute.
std::optional<std::string_view> attribute(std::string_view text, char name) {
  if (text.size() < 2 || text[0] != name || text[1] != '=') return std::nullopt;
  return text.substr(2);
}

bool is_printable(std::string_view nonce) noexcept {
  return std::all_of(nonce.begin(), nonce.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

std::string Scram::new_nonce() {
  std::array<std::uint8_t, 18> bytes{};
  random_bytes(bytes);
  return text::base64_encode(bytes);
}

Scram::Key Scram::salted(std::string_view password, std::string_view salt, std::uint32_t iterations) {
  Key key;
  crypto::pbkdf2(crypto::Hash::sha256, password, salt, iterations, key);
  return key;
}

Scram::Scram(std::string_view user, std::string nonce, Binding binding, std::string_view binding_data)
    : header_(gs2_header(binding)),
      binding_data_(binding == Binding::used ? binding_data : std::string_view{}),
      nonce_(std::move(nonce)),
      first_bare_("n=" + escaped(user) + ",r=" + nonce_) {}

std::string Scram::client_first() const { return header_ + first_bare_; }

Result<Scram::Challenge, std::string_view> Scram::take_server_first(std::string_view message) {
  auto part = text::split(message, ',').begin();
  const auto next = [&]() -> std::string_view { return part == std::default_sentinel ? std::string_view{} : *part++; };
  const auto nonce = attribute(next(), 'r');
  if (!nonce) return Failure{std::string_view{"It has no nonce, or demands an extension."}};
  if (!nonce->starts_with(nonce_) || nonce->size() == nonce_.size() || !is_printable(*nonce)) {
    return Failure{std::string_view{"Its nonce does not continue ours."}};
  }
  const auto encoded = attribute(next(), 's');
  const auto salt = encoded ? text::base64_decode(*encoded) : std::nullopt;
  if (!salt || salt->empty()) return Failure{std::string_view{"It has no salt."}};
  const auto count = attribute(next(), 'i');
  const auto iterations = count ? text::parse_integer<std::uint32_t>(*count) : std::nullopt;
  if (!iterations || *iterations == 0) return Failure{std::string_view{"It has no number of iterations."}};
  if (*iterations > most_iterations) return Failure{std::string_view{"It demands more iterations than is bearable."}};
  nonce_ = *nonce;
  server_first_ = message;
  return Challenge{*salt, *iterations};
}

std::string Scram::client_final(const Key& salted_password) {
  const std::string bare = "c=" + text::base64_encode(header_ + binding_data_) + ",r=" + nonce_;
  const std::string authenticated = first_bare_ + ',' + server_first_ + ',' + bare;
  const Key client_key = crypto::hmac_sha256(salted_password, "Client Key");
  Key proof = crypto::hmac_sha256(crypto::sha256(client_key), authenticated);
  for (std::size_t i = 0; i < proof.size(); ++i) proof[i] = static_cast<std::uint8_t>(proof[i] ^ client_key[i]);
  server_signature_ = crypto::hmac_sha256(crypto::hmac_sha256(salted_password, "Server Key"), authenticated);
  return bare + ",p=" + text::base64_encode(proof);
}

bool Scram::takes_server_final(std::string_view message) const {
  const auto encoded = attribute(message.substr(0, message.find(',')), 'v');
  const auto signature = encoded ? text::base64_decode(*encoded) : std::nullopt;
  return server_signature_ && signature && crypto::equal_in_constant_time(*server_signature_, *signature);
}

}  // namespace tenon::sql::postgres
