#include <tenon/http/host_list.hpp>

#include <algorithm>
#include <optional>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/authority.hpp>
#include <tenon/http/authority.hpp>

namespace tenon::http {
namespace {

std::string_view without_brackets(std::string_view host) noexcept {
  return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

bool is_name(std::string_view text) noexcept {
  return text.find(':') == std::string_view::npos && !text.starts_with('.') && !text.ends_with('.') &&
         is_authority(text);
}

bool matches(std::string_view entry, std::string_view name) noexcept {
  if (!entry.starts_with('.')) return text::iequals(entry, name);
  if (text::iequals(entry.substr(1), name)) return true;
  return name.size() > entry.size() && text::iequals(name.substr(name.size() - entry.size()), entry);
}

}  // namespace

HostList::HostList(const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) add(entry);
}

void HostList::add(std::string_view entry) {
  if (entry == "*") {
    any_ = true;
  } else if (const auto network = IpNetwork::parse(without_brackets(entry))) {
    networks_.push_back(*network);
  } else if (is_name(entry.substr(entry.starts_with('.') ? 1 : 0))) {
    names_.emplace_back(entry);
  } else {
    throw Invalid{"bad_host_list", "\"" + std::string(entry) +
                                       "\" is no host; it must look like \"shop.example\", \".shop.example\" or "
                                       "\"10.0.0.0/8\", without scheme and port."};
  }
}

const HostList& HostList::local() {
  static const HostList list{{"localhost", ".localhost", "127.0.0.0/8", "::1"}};
  return list;
}

bool HostList::contains(std::string_view authority) const noexcept {
  if (any_) return true;
  std::string_view host = text::host_of(authority).value_or(std::string_view{});
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty()) return false;
  if (const auto address = IpAddress::parse(without_brackets(host))) {
    return std::any_of(networks_.begin(), networks_.end(),
                       [&](const IpNetwork& network) { return network.contains(*address); });
  }
  return std::any_of(names_.begin(), names_.end(), [&](const std::string& name) { return matches(name, host); });
}

}  // namespace tenon::http
