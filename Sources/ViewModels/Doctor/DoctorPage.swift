import ConferencingCore
package import CalendarCore
package import Foundation

extension Diagnosis {
  /// What was found, line by line.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - clock: The user's wall clock.
  ///   - width: The columns of a line.
  ///   - column: Those of them that labels take.
  /// - Returns: The lines.
  package func rows(
    now: Date,
    clock: WallClock,
    width: Int = 1_000,
    column: Int = AppMetrics.doctorLabel
  ) -> [ReadingViewModel.Row] {
    var page = DoctorPage(now: now, clock: clock, width: width, column: column)
    if checkups.isEmpty {
      page.say("No account is configured. convene accounts add google work makes the first.")
    }
    for checkup in checkups { page.describe(checkup) }
    page.describe(hosting)
    page.describe(otherProblems)
    if checkups.isEmpty, isHealthy {
      page.rows.removeLast()
    } else {
      page.rows.append(.init(.text, isHealthy ? "All is well." : "Items marked ! need attention."))
    }
    return page.rows
  }
}

/// The lines of the doctor's page, as they come together.
private struct DoctorPage {
  let now: Date
  let clock: WallClock
  let width: Int
  let column: Int
  var rows: [ReadingViewModel.Row] = []

  mutating func say(_ text: String) {
    rows += LineWrap.lines(text, width: width).map { .init(.text, $0) }
    rows.append(.init(.text, ""))
  }

  mutating func describe(_ checkup: Checkup) {
    let status = checkup.status
    let who = [status.service.displayName, status.email].filter { !$0.isEmpty }
    rows.append(.init(.heading, status.name.rawValue, who.joined(separator: ", ")))
    add("sign-in", signIn(checkup))
    if !status.scopes.isEmpty { add("may", status.scopes.map(Self.short).joined(separator: ", ")) }
    switch checkup.reach {
    case .answered(let milliseconds, let ahead):
      add("service", "answers in \(milliseconds) ms")
      if let ahead, abs(ahead) <= Checkup.clockTolerance { add("clock", "right") }
    case .silent: add("service", "does not answer")
    }
    switch status.standing {
    case .signedIn, .signedOut, .expired, .unknown: add("tokens", checkup.keptIn)
    case .keyed: add("key", checkup.keptIn)
    case .password: add("password", checkup.keptIn)
    case .open: break
    }
    for remark in checkup.remarks { add("", remark) }
    for problem in checkup.problems + checkup.defects {
      rows += ReadingViewModel.Row.problem(problem, width: width - 2)
    }
    rows.append(.init(.text, ""))
  }

  mutating func describe(_ hosting: [Diagnosis.Hosting]) {
    guard !hosting.isEmpty else { return }
    rows.append(.init(.heading, "Links that can be created"))
    var last: Diagnosis.Hosting?
    for line in hosting {
      add(line.account == last?.account ? "" : line.account.rawValue, words(line))
      last = line
    }
    rows.append(.init(.text, ""))
  }

  /// What is wrong besides.
  mutating func describe(_ problems: [String]) {
    guard !problems.isEmpty else { return }
    for problem in problems { rows += ReadingViewModel.Row.problem(problem, width: width - 2) }
    rows.append(.init(.text, ""))
  }

  private func words(_ line: Diagnosis.Hosting) -> String {
    let provider = line.provider.rawValue
    return switch line.answer {
    case .itself: "\(provider), by the account itself"
    case .hosts(let hosts): "\(provider), hosted by \(hosts.joined(separator: " or "))"
    case .nobody(let reason): "no \(provider): \(reason)"
    }
  }

  private func signIn(_ checkup: Checkup) -> String {
    switch checkup.status.standing {
    case .keyed, .open: return "not needed"
    case .password: return "by user name and password"
    case .signedOut: return "signed out"
    case .expired: return "expired"
    case .unknown: return "not known"
    case .signedIn(let until):
      guard let until else { return "holds" }
      let time = TimeText.clock(until, in: clock)
      return until > now
        ? "holds; this token until \(time), then renewed" : "holds; renewed when needed"
    }
  }

  /// A label and what belongs to it, in as many lines as it takes.
  private mutating func add(_ label: String, _ value: String) {
    let lines = LineWrap.lines(value, width: max(8, width - column))
    rows += lines.enumerated().map { .init(.entry, $0 == 0 ? label : "", $1) }
  }

  /// The name of a scope without the address that Google puts before it.
  private static func short(_ scope: String) -> String {
    scope.hasPrefix("https://") ? String(scope.split(separator: "/").last ?? "") : scope
  }
}
