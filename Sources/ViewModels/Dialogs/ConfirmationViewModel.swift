package import CalendarCore
import ConferencingCore

/// A question before something that cannot be taken back by itself.
package struct ConfirmationViewModel: Equatable, Sendable {
  /// What happens on yes.
  package enum Answer: Equatable, Sendable {
    /// Save an edit; the form it came from closes.
    case submit(EventEdit)
    /// Close the form and forget what was typed.
    case discardForm
    /// Carry out something that has no form.
    case carryOut(Effect)

    /// What is to be done where the screen that asked does nothing else.
    var effects: [Effect] {
      switch self {
      case .submit(let edit): [.submit(edit)]
      case .discardForm: []
      case .carryOut(let effect): [effect]
      }
    }
  }

  /// The question.
  package var title: String
  /// What will happen, in sentences.
  package var lines: [String]
  /// Texts that will be cut from the description, to the letter.
  package var removed: [String]
  /// What yes is called.
  package var confirmLabel: String
  /// What happens on yes.
  package var answer: Answer
  /// The first line to be seen of what scrolls.
  var top = 0

  /// Makes a question.
  package init(
    title: String,
    lines: [String] = [],
    removed: [String] = [],
    confirmLabel: String,
    answer: Answer
  ) {
    self.title = title
    self.lines = lines
    self.removed = removed
    self.confirmLabel = confirmLabel
    self.answer = answer
  }

  /// Stays where another question was scrolled to.
  mutating func keepPlace(of other: ConfirmationViewModel) { top = other.top }

  /// The question that an edit of an event raises; `nil` when it raises none.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - event: The event as it is; `nil` when it is being made.
  ///   - directory: What is known of its account.
  /// - Returns: The question.
  package static func question(
    for edit: EventEdit,
    of event: Event?,
    in directory: Directory
  ) -> ConfirmationViewModel? {
    guard let event else { return nil }
    let end = MeetingEnd(of: event, in: directory, isOfSeries: edit.scope == .all)
    let title = event.title.isEmpty ? "(no title)" : event.title
    switch edit.change {
    case .delete:
      return deletion(edit, of: event, title: title, end, in: directory)
    case .create, .respond: return nil
    case .update(let patch):
      switch patch.conferencing {
      case .keep: return nil
      case .strip:
        return ConfirmationViewModel(
          title: "Take the meeting off “\(title)”?",
          lines: stripLines(event, end),
          removed: removedText(event),
          confirmLabel: "take it off",
          answer: .submit(edit)
        )
      case .autocreate, .details:
        guard let old = event.conferencing.provider, event.conferencingFailure == nil else {
          return nil
        }
        return ConfirmationViewModel(
          title: "Replace the \(MeetingEnd.link(old.rawValue)) of “\(title)”?",
          lines: [end.replaced(old.rawValue)],
          removed: removedText(event),
          confirmLabel: "replace",
          answer: .submit(edit)
        )
      }
    }
  }

  private static func deletion(
    _ edit: EventEdit,
    of event: Event,
    title: String,
    _ end: MeetingEnd,
    in directory: Directory
  ) -> ConfirmationViewModel? {
    // What undo brings back as it was needs no question.
    let isPlain =
      event.conferencing == .none && event.participants.isEmpty && event.masterID == nil
    if isPlain { return nil }
    var lines: [String] = []
    if event.autocreated != nil, !end.isShared {
      lines.append("Its meeting is deleted too; undo makes a new one, with another link.")
    } else if let words = end.deleted {
      lines.append(words)
    }
    if let lost = InvitationEnd(of: [event], in: directory).lost(isAlone: true) {
      return ConfirmationViewModel(
        title: "Delete “\(title)”?",
        lines: lines + [lost],
        confirmLabel: "delete",
        answer: .submit(edit)
      )
    }
    if !event.participants.isEmpty, edit.notifiesParticipants {
      let count = event.participants.count
      lines.append(
        count == 1 ? "The attendee is notified." : "The \(count) attendees are notified."
      )
    }
    if event.masterID != nil {
      let isAlone = directory.account(event.account).map { event.comesBackAlone(at: $0.service) }
      lines.append(
        "Only this one of the series is deleted"
          + (isAlone == true ? "; undo makes it an event of its own." : ".")
      )
    }
    return ConfirmationViewModel(
      title: "Delete “\(title)”?",
      lines: lines,
      confirmLabel: "delete",
      answer: .submit(edit)
    )
  }

  private static func stripLines(_ event: Event, _ end: MeetingEnd) -> [String] {
    let provider = event.conferencing.provider?.rawValue ?? "meeting"
    var lines = [end.stripped(provider)]
    lines.append(
      removedText(event).isEmpty
        ? "The description stays as it is."
        : "This text goes from the description; your own words stay:"
    )
    return lines
  }

  private static func removedText(_ event: Event) -> [String] {
    ConferenceText.cut(event.description, own: event.ownDescription).removed.map(HTMLText.plain)
  }
}

extension ConfirmationViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .dialog }

  package func footer(in app: AppState) -> [Command] {
    let scrolls = scrolls(columns: app.display.columns, rows: app.display.listHeight)
    return (scrolls ? [.pageDown] : []) + [.confirm, .refuse]
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .confirm, .choose: app.give(answer)
    case .refuse, .back, .quit: app.close()
    default: _ = handle(command, columns: app.display.columns, rows: app.display.listHeight)
    }
    return []
  }

  /// What the question says and does may be another thing now.
  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    if case .eventLoaded(let id, let event?, _) = action, case .submit(let edit) = answer,
      edit.event == id
    {
      app.askAgain(self, edit, about: event)
    }
    return []
  }

  // MARK: Layout

  /// Lays the question out.
  ///
  /// Where there is room the question and the answers stay and only what will be cut scrolls; on
  /// small screens all of it scrolls, and at first one sees at least the beginning of what will be
  /// cut.
  ///
  /// - Parameters:
  ///   - columns: The columns of the screen.
  ///   - rows: The rows that the frame may take.
  /// - Returns: The lines to draw.
  package func layout(columns: Int, rows: Int) -> ConfirmationLayout {
    let width = AppMetrics.dialogText(columns: columns)
    let inner = max(1, rows - 2)
    var head = LineWrap.lines(title, width: width).map { ConfirmationLayout.Line(.title, $0) }
    for text in lines {
      head.append(.space)
      head += LineWrap.lines(text, width: width).map { ConfirmationLayout.Line(.text, $0) }
    }
    let cut = removedLines(width: width)
    if !cut.isEmpty { head.append(.space) }
    // A blank line and the answers.
    let room = inner - head.count - 2
    if room >= min(cut.count, 3) { return fit(head, cut, room: room, hasAnswers: true) }
    let told = head.filter { $0 != .space }
    if top > 0 || cut.isEmpty { return fit([], told + cut, room: inner, hasAnswers: false) }
    var peek = told
    let kept = max(1, inner - min(cut.count, 2))
    if peek.count > kept {
      peek = Array(peek.prefix(kept))
      peek[kept - 1].text += " …"
    }
    var layout = fit(peek, cut, room: inner - peek.count, hasAnswers: false)
    layout.end = max(0, told.count + cut.count - inner)
    layout.page = max(1, kept - 1)
    return layout
  }

  private func fit(
    _ head: [ConfirmationLayout.Line],
    _ flow: [ConfirmationLayout.Line],
    room: Int,
    hasAnswers: Bool
  ) -> ConfirmationLayout {
    let end = max(0, flow.count - max(0, room))
    let first = min(top, end)
    // The last row says how much more there is.
    let shown = first < end ? max(1, room - 1) : flow.count - first
    var lines = head + Array(flow.dropFirst(first).prefix(shown))
    let below = flow.count - first - shown
    if below > 0 { lines.append(.init(.more, "… \(below) \(below == 1 ? "line" : "lines") more")) }
    return ConfirmationLayout(
      lines: lines,
      hasAnswers: hasAnswers,
      hasAbove: first > 0,
      end: end,
      page: max(1, room - 2)
    )
  }

  /// What will be cut, without the blank lines around it; a line that goes on is indented.
  private func removedLines(width: Int) -> [ConfirmationLayout.Line] {
    let isBlank: (Substring) -> Bool = { $0.allSatisfy(\.isWhitespace) }
    return removed.flatMap { text in
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .drop(while: isBlank)
      return lines.dropLast(lines.reversed().prefix(while: isBlank).count).flatMap { line in
        LineWrap.lines(String(line), width: width - 2).enumerated().map { index, piece in
          ConfirmationLayout.Line(.removed, (index == 0 ? "− " : "  ") + piece)
        }
      }
    }
  }

  /// Scrolls through the question.
  ///
  /// - Returns: Whether the command means something here.
  package mutating func handle(_ command: Command, columns: Int, rows: Int) -> Bool {
    let layout = layout(columns: columns, rows: rows)
    let line = ListCursor.line(
      command,
      from: min(top, layout.end),
      count: layout.end + 1,
      height: layout.page + 2
    )
    top = line ?? top
    return line != nil
  }

  /// Whether there is more of it than its frame shows.
  package func scrolls(columns: Int, rows: Int) -> Bool {
    layout(columns: columns, rows: rows).end > 0
  }
}
