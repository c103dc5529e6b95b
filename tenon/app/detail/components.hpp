#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/app/component.hpp>
#include <tenon/async/task.hpp>
#include <tenon/base/log.hpp>

namespace tenon::app::detail {

/// The components of an application, in the order in which they were added.
class Components {
 public:
  Components() = default;
  Components(const Components&) = delete;
  Components& operator=(const Components&) = delete;
  /// Destroys the last one first.
  ~Components();

  /// `help` is the table of its settings. Throws Invalid "bad_component" for a name that is empty or taken.
  void add(const void* key, std::unique_ptr<Component> component, std::string help);
  /// Null if there is none.
  Component* find(const void* key) const noexcept;
  /// Throws as add() does.
  void check_name(std::string_view name) const;

  void set_help(const Component& component, std::string help);
  /// The tables of all settings.
  std::string help() const;

  template <class Function>
  void each(Function function) {
    for (Entry& entry : entries_) function(*entry.component);
  }

  /// Starts one after the other; throws what the first one throws that cannot start.
  Task<> start();
  /// Tells those that were started that draining begins, the last one first; once.
  void begin_drain() noexcept;
  /// begin_drain(), then drains those that were started, the last one first. What one throws is logged, and the others
  /// are drained all the same; gives false then.
  Task<bool> drain(const log::Logger& log);
  bool any_started() const noexcept { return started_ > 0; }
  /// False if drain() ever gave false.
  bool drained_clean() const noexcept { return is_clean_; }

 private:
  struct Entry {
    const void* key;
    std::unique_ptr<Component> component;
    std::string help;
  };

  std::vector<Entry> entries_;
  std::size_t started_ = 0;  ///< of the entries, from the first one on
  bool is_draining_ = false;
  bool is_clean_ = true;
};

}  // namespace tenon::app::detail
