#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/app/component.hpp>

namespace tenon::app::test {

/// A component that tells what is done with it: "start mill". The number makes types of it.
template <int Number>
class Part final : public Component {
 public:
  using Tell = std::function<void(const std::string&)>;

  /// `furnish` is given it, to say what it has and does.
  Part(std::string name, Tell tell, const std::function<void(Part&)>& furnish = {})
      : name_(std::move(name)), tell_(std::move(tell)) {
    if (furnish) furnish(*this);
  }
  ~Part() override { tell_("destroy " + name_); }

  std::string_view name() const noexcept override { return name_; }
  std::vector<settings::Row> settings() override {
    tell_("settings " + name_);
    return rows ? rows() : std::vector<settings::Row>{};
  }
  std::vector<FieldError> setting_errors() const override {
    return on_setting_errors ? on_setting_errors() : std::vector<FieldError>{};
  }
  std::vector<Command> commands() override { return its_commands; }
  void add_routes(Routing& routes) override {
    if (on_routes) on_routes(routes);
  }
  std::vector<HealthCheck> health_checks() override { return checks; }
  Task<> start() override {
    tell_("start " + name_);
    if (on_start) co_await on_start();
  }
  void prepare(async::Loop&) override {
    tell_("prepare " + name_);
    if (on_prepare) on_prepare();
  }
  void begin_drain() noexcept override { tell_("begin_drain " + name_); }
  Task<> drain() override {
    tell_("drain " + name_);
    if (on_drain) co_await on_drain();
    tell_("drained " + name_);
  }

  std::function<std::vector<settings::Row>()> rows;
  std::function<std::vector<FieldError>()> on_setting_errors;
  std::vector<Command> its_commands;
  std::function<void(Routing&)> on_routes;
  std::vector<HealthCheck> checks;
  std::function<Task<>()> on_start;
  std::function<void()> on_prepare;
  std::function<Task<>()> on_drain;

 private:
  std::string name_;
  Tell tell_;
};

}  // namespace tenon::app::test
