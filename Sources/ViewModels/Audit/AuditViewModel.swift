package import CalendarCore

/// What an audit of meeting links has found: the findings by kind, the selected one in full.
package struct AuditViewModel: ScreenModel {
  /// What was found; `nil` until the hosts have answered.
  package private(set) var report: AuditReport?
  /// Why there is no report; `nil` when nothing went wrong.
  package private(set) var failure: String?
  /// The selected finding, by its number.
  package private(set) var selected = 0

  /// Makes the screen of an audit that has begun.
  package init() {}

  /// The findings.
  package var findings: [AuditFinding] { report?.findings ?? [] }
  /// The selected finding.
  package var finding: AuditFinding? {
    findings.indices.contains(selected) ? findings[selected] : nil
  }

  /// What was not looked at, a sentence each; it stands behind the findings.
  package var gaps: [String] { report?.gaps ?? [] }

  /// What stands where there is no finding.
  package var note: String {
    if let failure { return failure }
    guard let report else { return "Asking the hosts…" }
    let looked =
      "\(BulkWords.events(report.events)) and "
      + BulkWords.events(report.meetings, "made meeting")
    guard report.gaps.isEmpty else {
      return
        (["Nothing wrong is seen, but not everything could be asked: \(looked) looked at."]
        + report.gaps).joined(separator: " ")
    }
    return "Nothing is wrong: \(looked) looked at."
  }

  package func context(in app: AppState) -> CommandContext { .audit }
  package var heading: String? { "Audit of links" }
  package var subject: EventID? { finding?.event }
  package var observedEvent: EventID? { nil }
  package var effectsOfClosing: [Effect] { [.cancelAudit] }

  package func footer(in app: AppState) -> [Command] {
    // On a narrow screen the first one alone has room.
    let fixes: [Command] = findings.isEmpty ? [] : [.fix, .open, .fixAll]
    return fixes + [.sync, .undo, .help, .back]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    switch command {
    case .open:
      finding?.event == nil ? .not("There is no event to open.") : .available
    case .fix:
      finding?.fix == nil ? .not(finding?.remedy ?? "Nothing is selected.") : .available
    case .fixAll:
      if !fixable.isEmpty {
        .available
      } else if leftOut > 0 {
        .not("Missing links are set right one by one: \(key: .fix).")
      } else {
        .not("Nothing can be set right from here.")
      }
    default: .available
    }
  }

  /// What is set right by one key, after a question: not what may be so on purpose.
  private var fixable: [AuditFinding] {
    findings.filter { $0.fix != nil && $0.kind != .missing }
  }

  /// How many that could be set right are left to be chosen one by one.
  private var leftOut: Int { findings.count { $0.fix != nil && $0.kind == .missing } }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    let height = max(1, app.display.listHeight - AppMetrics.auditRows)
    if let line = ListCursor.line(
      command,
      from: selected,
      count: findings.count,
      height: height
    ) {
      selected = max(0, line)
      return []
    }
    switch command {
    case .open:
      guard let id = finding?.event else { return [] }
      app.open(EventDetailViewModel(id: id))
      return [.loadEvent(id)]
    case .fix: if let finding { ask(about: [finding], in: &app) }
    case .fixAll: ask(about: fixable, leaving: leftOut, in: &app)
    case .sync:
      (report, failure, selected) = (nil, nil, 0)
      return [.audit]
    case .help: SharedCommands.showHelp(.audit, in: &app)
    default: return SharedCommands.handle(command, in: &app)
    }
    return []
  }

  private func title(of findings: [AuditFinding], deleting deleted: Int) -> String {
    let first = findings.first.map { $0.title.isEmpty ? "(no title)" : $0.title } ?? ""
    let meetings = BulkWords.events(deleted, "meeting")
    let hosts = deleted == 1 ? "its host" : "their hosts"
    if deleted == findings.count {
      return findings.count == 1
        ? "Delete the meeting “\(first)” at its host?" : "Delete \(meetings) at \(hosts)?"
    }
    if findings.count == 1 { return "Set “\(first)” right?" }
    return deleted == 0
      ? "Set \(findings.count) faults right?"
      : "Set \(findings.count) faults right, and delete \(meetings) at \(hosts)?"
  }

  private func ask(
    about findings: [AuditFinding],
    leaving leftOut: Int = 0,
    in app: inout AppState
  ) {
    guard let first = findings.first else { return }
    let deleted = findings.count {
      if case .deleteMeeting = $0.fix { true } else { false }
    }
    let edited = findings.count - deleted
    var lines = findings.count == 1 ? [first.remedy] : []
    if findings.count > 1, edited > 0 {
      lines.append("\(BulkWords.events(edited)) \(edited == 1 ? "is" : "are") edited; one undo.")
    }
    if deleted > 0 {
      let meetings = BulkWords.events(deleted, "meeting")
      lines.append(
        "\(meetings) \(deleted == 1 ? "is" : "are") deleted at the host, which undo does not bring back."
      )
    }
    if leftOut > 0 {
      lines.append(
        "\(BulkWords.events(leftOut)) without a link \(leftOut == 1 ? "is" : "are") left as "
          + "\(leftOut == 1 ? "it is" : "they are"): that may be meant so."
      )
    }
    app.open(
      ConfirmationViewModel(
        title: title(of: findings, deleting: deleted),
        lines: lines,
        confirmLabel: deleted == findings.count ? "delete" : "set right",
        answer: .carryOut(.settleFindings(findings))
      )
    )
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .audited(let report):
      self.report = report
      selected = max(0, min(selected, report.findings.count - 1))
      if let reason = report.unasked.first { app.say(.problem, reason) }
    case .auditFailed(let reason): failure = reason
    case .findingsSettled(let settled):
      report?.findings.removeAll { settled.contains($0) }
      selected = max(0, min(selected, findings.count - 1))
      app.say(.info, "\(BulkWords.events(settled.count, "fault")) set right.")
    default: break
    }
    return []
  }
}
