import Foundation

/// The `recurrence` of a meeting.
struct ZoomRecurrence: Equatable, Sendable {
  /// As it was sent.
  let fields: [String: JSON]
  /// The same as a rule of RFC 5545.
  let rule: String

  private static let days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

  /// Reads and checks the object.
  ///
  /// - Throws: 400 that names the field.
  init(_ object: [String: JSON], zone: TimeZone) throws(ZoomError) {
    let fields = ZoomFields(object, within: "recurrence.")
    try fields.allow([
      "type", "repeat_interval", "weekly_days", "monthly_day", "monthly_week", "monthly_week_day",
      "end_times", "end_date_time",
    ])
    guard let type = try fields.int("type", 1...3) else {
      throw .invalid("recurrence.type", "The field is required.")
    }
    let most = [99, 50, 10][type - 1]
    var parts = ["FREQ=" + ["DAILY", "WEEKLY", "MONTHLY"][type - 1]]
    parts.append("INTERVAL=\(try fields.int("repeat_interval", 1...most) ?? 1)")
    let weekly = try fields.string("weekly_days", most: 13)
    let day = try fields.int("monthly_day", 1...31)
    let week = try fields.int("monthly_week", -1...4)
    let weekDay = try fields.int("monthly_week_day", 1...7)
    if type == 2 {
      let numbers = (weekly ?? "1").split(separator: ",", omittingEmptySubsequences: false)
        .map { Int($0) ?? 0 }
      guard numbers.allSatisfy((1...7).contains), Set(numbers).count == numbers.count else {
        throw .invalid("recurrence.weekly_days", "Days are numbers from 1 (Sunday) to 7.")
      }
      parts.append("BYDAY=" + numbers.map { Self.days[$0 - 1] }.joined(separator: ","))
    } else if weekly != nil {
      throw .invalid("recurrence.weekly_days", "Only a weekly meeting has them.")
    }
    if type == 3 {
      switch (day, week, weekDay) {
      case (let day?, nil, nil): parts.append("BYMONTHDAY=\(day)")
      case (nil, let week?, let weekDay?) where week != 0:
        parts.append("BYDAY=\(week)\(Self.days[weekDay - 1])")
      default:
        throw .invalid(
          "recurrence.monthly_day",
          "Give monthly_day, or monthly_week with monthly_week_day."
        )
      }
    } else if day != nil || week != nil || weekDay != nil {
      throw .invalid("recurrence.monthly_day", "Only a monthly meeting has it.")
    }
    let times = try fields.int("end_times", 1...60)
    if let end = try fields.string("end_date_time", most: 40) {
      guard times == nil else {
        throw .invalid("recurrence.end_times", "Not together with end_date_time.")
      }
      guard end.hasSuffix("Z"), let second = ZoomTime.second(end, in: .gmt) else {
        throw .invalid("recurrence.end_date_time", "The format is yyyy-MM-ddTHH:mm:ssZ.")
      }
      let digits = ZoomTime.text(second).filter { $0 != "-" && $0 != ":" }
      parts.append("UNTIL=\(digits)")
    } else {
      // A series of which no end is said has one meeting.
      parts.append("COUNT=\(times ?? 1)")
    }
    self.fields = object
    rule = "RRULE:" + parts.joined(separator: ";")
  }
}
