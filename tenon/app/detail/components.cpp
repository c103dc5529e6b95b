#include <tenon/app/detail/components.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace tenon::app::detail {

Components::~Components() {
  while (!entries_.empty()) entries_.pop_back();
}

void Components::check_name(std::string_view name) const {
  if (name.empty()) throw Invalid{"bad_component", "A component of the application has no name."};
  const bool is_taken = std::any_of(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.component->name() == name; });
  if (is_taken)
    throw Invalid{"bad_component", "Two components of the application are called " + std::string(name) + "."};
}

void Components::add(const void* key, std::unique_ptr<Component> component, std::string help) {
  check_name(component->name());
  entries_.push_back({key, std::move(component), std::move(help)});
}

Component* Components::find(const void* key) const noexcept {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
  return found == entries_.end() ? nullptr : found->component.get();
}

void Components::set_help(const Component& component, std::string help) {
  for (Entry& entry : entries_) {
    if (entry.component.get() != &component) continue;
    entry.help = std::move(help);
    return;
  }
}

std::string Components::help() const {
  std::string text;
  for (const Entry& entry : entries_) text += entry.help;
  return text;
}

Task<> Components::start() {
  for (; started_ < entries_.size(); ++started_) co_await entries_[started_].component->start();
}

void Components::begin_drain() noexcept {
  if (std::exchange(is_draining_, true)) return;
  for (std::size_t i = started_; i > 0; --i) entries_[i - 1].component->begin_drain();
}

Task<bool> Components::drain(const log::Logger& log) {
  begin_drain();
  while (started_ > 0) {
    Component& component = *entries_[--started_].component;
    try {
      co_await component.drain();
    } catch (const std::exception& error) {
      log.error("a component was not drained", {{"component", component.name()}, {"error", error}});
      is_clean_ = false;
    } catch (...) {
      log.error("a component was not drained", {{"component", component.name()}});
      is_clean_ = false;
    }
  }
  co_return is_clean_;
}

}  // namespace tenon::app::detail
