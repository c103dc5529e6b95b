#include "report.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "clinic.hpp"

namespace clinic {

using namespace tenon;

namespace {

/// Both days belong to it.
struct Period {
  Date from;
  Date to;
};

struct DoctorTotals {
  std::string doctor_id;
  std::string name;
  std::int64_t appointments;
  Decimal revenue;
};

struct Report {
  std::vector<DoctorTotals> doctors;
  std::int64_t appointments = 0;
  Decimal revenue;
};

/// The last moment of a day: the first one of the next is beyond what a database keeps when the day is the last of
/// 9999.
Instant end_of(Date day) { return std::chrono::sys_days{day} + std::chrono::days{1} - std::chrono::milliseconds{1}; }

Task<Report> report_of(Client& db, Period period) {
  if (period.to < period.from) {
    throw Invalid{
        "invalid_input", "The period ends before it begins.", {{"to", "too_small", "Must not be before from."}}};
  }
  const auto groups = co_await db.appointment.group_by({
      .by = {AppointmentField::doctor_id},
      .where = {.starts_at = {.gte = std::chrono::sys_days{period.from}, .lte = end_of(period.to)},
                .status = {AppointmentStatus::completed}},
      .order_by = {{.field = AppointmentField::fee, .function = sql::Function::sum, .sort = desc},
                   {.field = AppointmentField::doctor_id}},
      .count = true,
      .sum = {.fee = true},
  });
  std::vector<std::string> ids;
  ids.reserve(groups.size());
  for (const auto& group : groups) ids.push_back(*group.key.doctor_id);
  const std::vector<Doctor> doctors = co_await db.doctor.find_many({.where = {.id = {.in = ids}}});
  std::map<std::string, std::string> names;
  for (const Doctor& doctor : doctors) names[doctor.id] = doctor.name;

  Report report;
  for (const auto& group : groups) {
    const std::string& id = *group.key.doctor_id;
    report.doctors.push_back({id, names[id], *group.aggregates.count, *group.aggregates.sum.fee});
    report.appointments += *group.aggregates.count;
    report.revenue += *group.aggregates.sum.fee;
  }
  co_return report;
}

}  // namespace

void add_report(app::Group& admin, Client& db) {
  admin.get("/report", [&db](Query<Period> period) { return report_of(db, *period); })
      .summary("Completed appointments and revenue of each doctor, from one day to another");
}

}  // namespace clinic
