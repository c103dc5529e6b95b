#include <tenon/sql/postgres/startup.hpp>

#include <tenon/base/text/hex.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/crypto/hash.hpp>
#include <tenon/sql/postgres/wire/body_reader.hpp>
#include <tenon/sql/postgres/wire/frontend.hpp>

namespace tenon::sql::postgres {
namespace {

/// The kinds of Authentication that are known.
enum : std::int32_t {
  authentication_ok = 0,
  authentication_cleartext = 3,
  authentication_md5 = 5,
  authentication_sasl = 10,
  authentication_sasl_continue = 11,
  authentication_sasl_final = 12,
};

constexpr std::size_t most_parameters = 200;

std::string md5_password(std::string_view password, std::string_view user, std::string_view salt) {
  const std::string stored = text::hex_encode(crypto::legacy_md5(std::string(password) + std::string(user)));
  return "md5" + text::hex_encode(crypto::legacy_md5(stored + std::string(salt)));
}

}  // namespace

SslAnswer read_ssl_answer(std::string_view bytes) noexcept {
  if (bytes == "S") return SslAnswer::accepted;
  if (bytes == "N" || bytes.starts_with('E')) return SslAnswer::refused;
  return SslAnswer::malformed;
}

void Startup::begin(Buffer& out) {
  std::vector<std::pair<std::string_view, std::string_view>> parameters{
      {"user", login_.user}, {"database", login_.database}, {"client_encoding", "UTF8"}};
  parameters.insert(parameters.end(), login_.parameters.begin(), login_.parameters.end());
  send(write_startup(out, parameters));
}

std::size_t Startup::feed(std::string_view bytes, const Channel& channel, Buffer& out) {
  std::size_t consumed = 0;
  while (state_ == State::reading) {
    const Cut cut = cut_message(bytes.substr(consumed), message_limit);
    if (cut.state == Cut::State::incomplete) break;
    if (cut.state == Cut::State::malformed) {
      fail("What answers is no PostgreSQL server.");
      break;
    }
    consumed += cut.size;
    if (!take(cut.message, channel, out)) fail("The server sent a message that has no place in a login.");
  }
  return consumed;
}

bool Startup::take(const Message& message, const Channel& channel, Buffer& out) {
  switch (message.type) {
    case 'N': return Diagnostic::parse(message.body).has_value();
    case 'E':
      diagnostic_ = Diagnostic::parse(message.body);
      fail(diagnostic_ ? diagnostic_->message : "The server sent a malformed error.");
      return true;
    case 'R':
      if (authenticated_) return false;
      take_authentication(message, channel, out);
      return true;
    case 'v': fail("The server speaks an older protocol than 3.0."); return true;
    case 'S':
    case 'K':
    case 'Z':
      if (!authenticated_) return false;
      take_session(message);
      return true;
    default: return false;
  }
}

void Startup::take_authentication(const Message& message, const Channel& channel, Buffer& out) {
  const auto request = parse_authentication(message.body);
  if (!request) return fail("The server asks for a proof in a malformed way.");
  if (proof_ != Proof::none && request->kind != authentication_sasl_continue &&
      request->kind != authentication_sasl_final && request->kind != authentication_ok) {
    return fail("The server asks for two proofs.");
  }
  switch (request->kind) {
    case authentication_ok:
      if (!request->data.empty() || (proof_ != Proof::none && proof_ != Proof::given)) {
        return fail("The server lets us in without having shown that it knows the password.");
      }
      if (login_.channel_binding == ChannelBinding::require && !bound_) {
        return fail("channel_binding=require: the server does not bind the login to the connection.");
      }
      authenticated_ = true;
      return;
    case authentication_cleartext:
      if (!channel.encrypted && !channel.local) {
        return fail("The server asks for the password as it is, which is sent over TLS or a Unix socket only.");
      }
      if (may_send_password()) send(write_password(out, login_.password.reveal()));
      return;
    case authentication_md5:
      if (request->data.size() != 4) return fail("The server asks for a proof in a malformed way.");
      if (may_send_password()) {
        send(write_password(out, md5_password(login_.password.reveal(), login_.user, request->data)));
      }
      return;
    case authentication_sasl: return take_mechanisms(request->data, channel, out);
    case authentication_sasl_continue: return take_challenge(request->data);
    case authentication_sasl_final:
      if (proof_ != Proof::answered || !scram_->takes_server_final(request->data)) {
        return fail("The server could not show that it knows the password.");
      }
      proof_ = Proof::given;
      return;
    default:
      return fail("The server asks for a proof of a kind that is not supported: " + std::to_string(request->kind));
  }
}

bool Startup::may_send_password() {
  if (login_.channel_binding == ChannelBinding::require) {
    fail("channel_binding=require: the server asks for a password without SCRAM.");
  } else if (login_.password.empty()) {
    fail("The server asks for a password, and there is none.");
  }
  return state_ != State::failed;
}

void Startup::take_mechanisms(std::string_view text, const Channel& channel, Buffer& out) {
  bool with = false;
  bool without = false;
  BodyReader body(text);
  for (std::string_view name = body.text(); !name.empty(); name = body.text()) {
    with = with || name == Scram::name_with_binding;
    without = without || name == Scram::name;
  }
  if (!body.complete() || (!with && !without)) return fail("The server offers no kind of SASL that is supported.");
  if (login_.password.empty()) return fail("The server asks for a password, and there is none.");

  const bool could_bind =
      channel.encrypted && !channel.channel_binding.empty() && login_.channel_binding != ChannelBinding::disable;
  bound_ = could_bind && with;
  if (!bound_ && login_.channel_binding == ChannelBinding::require) {
    return fail("channel_binding=require: the server does not offer it, or the connection has no TLS.");
  }
  if (!bound_ && !without)
    return fail("The server offers only SCRAM with a bound channel, which is not possible here.");
  const auto binding = bound_       ? Scram::Binding::used
                       : could_bind ? Scram::Binding::unoffered
                                    : Scram::Binding::impossible;
  scram_.emplace("", nonce_, binding, channel.channel_binding);
  proof_ = Proof::begun;
  send(write_sasl_initial_response(out, bound_ ? Scram::name_with_binding : Scram::name, scram_->client_first()));
}

void Startup::take_challenge(std::string_view data) {
  if (proof_ != Proof::begun) return fail("The server goes on with a login by SCRAM that was not begun.");
  auto challenge = scram_->take_server_first(data);
  if (!challenge) return fail("The server's part of SCRAM cannot be used. " + std::string(challenge.error()));
  challenge_ = std::move(*challenge);
  proof_ = Proof::challenged;
  state_ = State::deriving;
}

void Startup::key_derived(const Scram::Key& key, Buffer& out) {
  if (state_ != State::deriving) return;
  state_ = State::reading;
  proof_ = Proof::answered;
  send(write_sasl_response(out, scram_->client_final(key)));
}

void Startup::take_session(const Message& message) {
  if (message.type == 'S') {
    const auto parameter = parse_parameter_status(message.body);
    if (!parameter || parameters_.size() >= most_parameters) return fail("The server tells malformed parameters.");
    parameters_.insert_or_assign(std::string(parameter->name), std::string(parameter->value));
  } else if (message.type == 'K') {
    const auto key = parse_backend_key(message.body);
    if (!key) return fail("The server gives a malformed key.");
    backend_key_ = *key;
  } else {
    finish(message.body);
  }
}

void Startup::finish(std::string_view body) {
  if (parse_ready_for_query(body) != TransactionStatus::idle) return fail("The server begins within a transaction.");
  const auto is = [&](std::string_view name, std::string_view value) {
    const auto found = parameters_.find(name);
    return found == parameters_.end() || found->second == value;
  };
  if (!is("client_encoding", "UTF8")) return fail("The server does not speak UTF-8.");
  if (!is("integer_datetimes", "on")) return fail("The server keeps points in time as floating-point numbers.");
  state_ = State::ready;
}

void Startup::send(bool written) {
  if (!written) fail("The user, the password or a parameter has a NUL.");
}

void Startup::fail(std::string why) {
  state_ = State::failed;
  failure_ = std::move(why);
}

}  // namespace tenon::sql::postgres
