import ArgumentParser
import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

extension ConferenceCommand {
  /// Looks at all meeting links, and sets right what is wrong.
  struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "audit",
      abstract: "Find meetings that no event has, events whose meeting is gone, and other faults.",
      discussion: """
        Calendars are synced and the hosts of made meetings are asked. A Meet of an event at Google and a \
        Teams meeting of one at Microsoft are parts of their events, and are looked at with those. What a \
        service made and does not list, as Nylas does not, is counted and named. The exit status is 69 \
        when an account could not be read or a host not be asked, and 77 when a sign-in has expired. \
        The kinds of faults are:

          orphan    a meeting at a host that no event has
          gone      an event whose meeting is not there any more
          shared    an event with a link that was made for another event
          host      a host that is not signed in any more
          text      an event whose text has another link than its field
          missing   an event of yours with attendees of other domains, and neither link nor place

        With --fix they are set right, but "missing" and "orphan" only when they are named: \
        "--fix orphan" deletes meetings at their hosts, which no undo brings back. Only meetings that \
        Convene has made on this computer are deleted so, and only where it is certain that no event has \
        them: the calendar of the event is known and was read whole since. The edits are taken back by \
        one undo.

        With or without --fix, a Zoom meeting that Convene made on another computer is noted where one \
        event of yours alone has its link. From then on its settings can be changed here, and it is \
        deleted when its link is taken off that event or the event is deleted; never as an orphan.
        """
    )

    @Argument(help: "The kinds to look for; all when none is named.")
    var kinds: [AuditFinding.Kind] = []

    @Flag(help: "Set right what can be.")
    var fix = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let session = try Session.open(.current())
      let sync = session.sync
      // Only a whole reading tells that no event has a meeting.
      let isWhole = fix && kinds.contains(.orphan)
      let state = try blocking(saying: "Reading what is new…") {
        await sync.refreshAll(onlyChanges: !isWhole)
      }
      var report = try blocking(saying: "Asking the hosts…") { try await sync.audit() }
      if !kinds.isEmpty { report.findings.removeAll { !kinds.contains($0.kind) } }
      let wanted = report.findings.filter { finding in
        fix && finding.fix != nil && (finding.kind.isFixedUnnamed || kinds.contains(finding.kind))
      }
      let words = AuditText(session: session, report: report, fixed: wanted)
      if wanted.isEmpty {
        try print(words, waiting: nil)
      } else {
        let (events, _) = try sync.settle(wanted)
        let outcomes = try blocking(saying: "Sending what sets it right…") {
          try await sync.send(events)
        }
        let waiting = try blocking { try await sync.sendMeetingTasks() }
        try print(words, waiting: waiting)
        try BulkReport.check(outcomes)
      }
      guard report.unasked.isEmpty else {
        // The user has to act where a sign-in has expired; the rest may pass.
        throw CommandError(
          state.values.contains(where: \.isUnauthorized) ? .notAllowed : .unavailable,
          "Not everything was looked at. When that is put right: convene conference audit."
        )
      }
    }

    private func print(_ words: AuditText, waiting: String?) throws {
      if json { Console.json(try words.json) } else { Console.lines(try words.lines) }
      Console.say(words.gaps)
      if !json { Console.say(words.summary(isFixing: fix)) }
      if let waiting {
        throw CommandError(
          .later,
          "Not all meetings are deleted yet: \(waiting) convene sync does it."
        )
      }
    }
  }
}

extension AuditFinding.Kind: ExpressibleByArgument {}
