import ConferencingCore
import CalendarCore
import Foundation
import ViewModels

/// What the doctor found, as JSON.
enum DiagnosisJSON {
  static func object(_ diagnosis: Diagnosis) -> JSONText {
    .object([
      ("healthy", .bool(diagnosis.isHealthy)),
      ("grants", .list(diagnosis.checkups.map(object))),
      ("hosting", .list(diagnosis.hosting.map(object))),
      ("problems", .list(diagnosis.otherProblems.map(JSONText.text))),
    ])
  }

  /// One grant.
  static func object(_ checkup: Checkup) -> JSONText {
    let status = checkup.status
    var (answers, ahead): (JSONText, JSONText) = (.null, .null)
    if case .answered(let milliseconds, let clock) = checkup.reach {
      answers = .number(milliseconds)
      ahead = clock.map { .number(Int($0.rounded())) } ?? .null
    }
    var until: JSONText = .null
    if case .signedIn(let date?) = status.standing { until = .text(ISOTime.text(date, in: .gmt)) }
    return .object([
      ("name", .text(status.name.rawValue)),
      ("service", .text(status.service.name)),
      ("email", JSONText(status.email.isEmpty ? nil : status.email)),
      ("sign_in", .text(AccountJSON.word(status))),
      ("token_until", until),
      ("scopes", .list(status.scopes.map(JSONText.text))),
      ("missing_scopes", .list(status.missingScopes.map(JSONText.text))),
      ("answers_in_ms", answers),
      ("clock_ahead_s", ahead),
      ("kept_in", .text(checkup.keptIn)),
      ("problems", .list((checkup.problems + checkup.defects).map(JSONText.text))),
      ("remarks", .list(checkup.remarks.map(JSONText.text))),
    ])
  }

  private static func object(_ hosting: Diagnosis.Hosting) -> JSONText {
    var (own, hosts, reason): (Bool, [String], String?) = (false, [], nil)
    switch hosting.answer {
    case .itself: own = true
    case .hosts(let names): hosts = names
    case .nobody(let why): reason = why
    }
    return .object([
      ("account", .text(hosting.account.rawValue)),
      ("provider", .text(hosting.provider.rawValue)),
      ("own", .bool(own)),
      ("hosts", .list(hosts.map(JSONText.text))),
      ("obstacle", JSONText(reason)),
    ])
  }
}
