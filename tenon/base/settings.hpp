#pragma once

#include <tenon/base/reflection.hpp>
#include <tenon/base/setting_codec.hpp>

#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Settings of an application: a plain aggregate whose members are filled from variables of the environment.
///
///     struct HttpSettings {
///       Bytes body_limit = 1_MiB;                               // HTTP_BODY_LIMIT=64KiB
///       std::chrono::seconds idle_timeout = 60s;                // HTTP_IDLE_TIMEOUT=5m
///     };
///     struct Settings {
///       std::uint16_t port = 8080;                              // PORT=80
///       Secret api_key;                                         // API_KEY=…, never printed
///       HttpSettings http;
///
///       static constexpr std::string_view meanings[][2] = {     // what `--help` says
///           {"port", "port to listen on; 0 takes a free one"},
///           {"api_key", "key of the payment provider"},
///       };
///     };
///
///     auto settings = settings::read<Settings>(Environment::load());
///
/// A member's variable is its name in capitals, with the names of the aggregates that it is in before it.
/// What a variable may hold follows from the member's type (setting_codec.hpp). A variable that is not set
/// leaves the member's default. `meanings` is optional; naming a member that does not exist fails to compile.
namespace tenon {
class Environment;
}

namespace tenon::settings {

/// One setting: a member of some settings object, which must outlive this.
struct Row {
  std::string name;          ///< of the variable
  std::string_view meaning;  ///< may be empty
  void* value;
  const Codec* codec;
};

/// Fills the rows from the variables. Throws Invalid with every error at once: each field error points to
/// the variable ("PORT"), with the code "missing" for a Required that is not set and "invalid_setting"
/// otherwise.
void read(std::span<const Row> rows, const Environment& environment);
/// A table of name, default (the present value) and meaning, for `--help`.
std::string help(std::span<const Row> rows);
/// Lines of NAME=value as they are in effect, without secrets and without the passwords in URLs.
std::string show(std::span<const Row> rows);

namespace detail {

/// "HTTP_" and "body_limit" make "HTTP_BODY_LIMIT".
std::string variable_name(std::string_view prefix, std::string_view member);

template <class T>
concept Described = requires { T::meanings[0][0]; };

template <class T>
consteval bool meanings_name_members() {
  for (const auto& meaning : T::meanings) {
    bool found = false;
    for (std::string_view name : member_names<T>) found = found || name == meaning[0];
    if (!found) return false;
  }
  return true;
}

template <class T>
constexpr std::string_view meaning_of(std::string_view member) {
  if constexpr (Described<T>) {
    static_assert(meanings_name_members<T>(), "`meanings` names a member that these settings do not have");
    for (const auto& meaning : T::meanings) {
      if (meaning[0] == member) return meaning[1];
    }
  }
  return {};
}

template <class T>
void collect(T& value, std::string_view prefix, std::vector<Row>& rows) {
  for_each_member(value, [&]<class Member>(std::string_view name, Member& member) {
    if constexpr (Readable<Member>) {
      rows.push_back({variable_name(prefix, name), meaning_of<T>(name), &member, &codec_of<Member>});
    } else {
      static_assert(Reflectable<Member>, "a setting of this type cannot be read from text");
      collect(member, variable_name(prefix, name) + "_", rows);
    }
  });
}

}  // namespace detail

/// The rows of a settings object.
template <class T>
std::vector<Row> rows_of(T& settings) {
  std::vector<Row> rows;
  detail::collect(settings, "", rows);
  return rows;
}

/// Settings with their defaults and what the environment says. Throws Invalid, see above.
template <class T>
T read(const Environment& environment) {
  T settings{};
  read(rows_of(settings), environment);
  return settings;
}

}  // namespace tenon::settings
