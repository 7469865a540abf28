import CalendarCore
import ConferencingCore
import LocalCache
import ViewModels

/// What an audit has found, as commands print it.
struct AuditText {
  let session: Session
  let report: AuditReport
  /// The findings that are set right.
  let fixed: [AuditFinding]

  /// The findings under headings, each with what is wrong and what helps.
  var lines: [String] {
    get throws(CacheError) {
      let today = Day(session.environment.now(), in: session.environment.zone)
      var lines: [String] = []
      for kind in AuditFinding.Kind.allCases {
        let findings = report.findings.filter { $0.kind == kind }
        if findings.isEmpty { continue }
        lines.append("\(kind.heading) (\(kind.rawValue))")
        for finding in findings {
          let id = try name(of: finding).map { "\($0)  " } ?? ""
          let time = finding.time.map {
            TimeText.span($0, in: session.clock, today: today) + "  "
          }
          let title = finding.title.isEmpty ? "(no title)" : finding.title
          lines.append("  \(id)\(time ?? "")\(title)")
          lines.append(
            "      "
              + (fixed.contains(finding)
                ? "\(finding.reason) Set right: \(finding.remedy)" : finding.words)
          )
        }
      }
      return lines
    }
  }

  /// The same as JSON.
  var json: JSONText {
    get throws(CacheError) {
      var findings: [JSONText] = []
      for finding in report.findings {
        findings.append(
          .object(
            [
              ("kind", .text(finding.kind.rawValue)), ("event", JSONText(try name(of: finding))),
              ("title", .text(finding.title)),
              ("url", JSONText(finding.url.isEmpty ? nil : finding.url)),
              ("reason", .text(finding.reason)), ("remedy", .text(finding.remedy)),
              ("fixable", .bool(finding.fix != nil)), ("fixed", .bool(fixed.contains(finding))),
            ]
          )
        )
      }
      return .object([
        ("events", .number(report.events)), ("meetings", .number(report.meetings)),
        ("meetings_unasked", .number(report.unaskedMeetings)),
        ("unasked", .list(report.gaps.map(JSONText.text))), ("findings", .list(findings)),
      ])
    }
  }

  /// What was not looked at, a sentence each.
  var gaps: [String] { report.gaps }

  /// How much was looked at, and what is left to be done.
  func summary(isFixing: Bool) -> String {
    let looked =
      "\(BulkWords.events(report.events)) and \(BulkWords.events(report.meetings, "made meeting")) "
      + "looked at"
    guard !report.findings.isEmpty else {
      return report.gaps.isEmpty
        ? "\(looked): nothing is wrong."
        : "\(looked): nothing wrong is seen, but not everything could be asked."
    }
    let count = BulkWords.events(report.findings.count, "fault")
    if isFixing { return "\(looked): \(count) found, \(fixed.count) set right." }
    var remedies: [String] = []
    let unnamed = report.findings.count { $0.fix != nil && $0.kind.isFixedUnnamed }
    if unnamed > 0 { remedies.append(" --fix sets \(unnamed) right.") }
    for kind in AuditFinding.Kind.allCases where !kind.isFixedUnnamed {
      let named = report.findings.count { $0.fix != nil && $0.kind == kind }
      if named > 0 { remedies.append(" --fix \(kind.rawValue) sets \(named) right.") }
    }
    return "\(looked): \(count) found.\(remedies.joined())"
  }

  private func name(of finding: AuditFinding) throws(CacheError) -> String? {
    guard let id = finding.event, let event = try session.cache.event(id) else { return nil }
    return try session.cache.shortName(of: event)
  }
}
