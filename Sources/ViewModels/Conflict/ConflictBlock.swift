import CalendarCore
import ConferencingCore

/// What is shown of a field that was changed on both sides.
struct ConflictBlock: Equatable, Sendable {
  /// The most lines of an old text that are shown whole.
  private static let mostOldLines = 4

  let field: EventField
  /// The field before both changes.
  let was: [LineChange]
  /// What became of it here.
  let mine: [LineChange]
  /// What became of it at the service.
  let theirs: [LineChange]
  /// What it will be when both are kept; empty where that cannot be.
  let both: [LineChange]

  /// Makes the block of a field.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - base: The event before both changes.
  ///   - mine: What became of it here.
  ///   - theirs: What became of it at the service.
  ///   - merged: Both, as far as that can be.
  ///   - words: The words for values.
  init(
    _ field: EventField,
    base: Event,
    mine: Event,
    theirs: Event,
    merged: Event,
    words: FieldWords
  ) {
    self.field = field
    let merged = field.canKeepBoth ? merged : nil
    switch field {
    case .description:
      let texts = [base, mine, theirs].map(Self.words)
      let (old, isCut) = LineChange.lines(of: texts[0])
      let shown = old.prefix(Self.mostOldLines)
      was =
        (old.isEmpty ? [.same("none")] : shown.map { .same($0) })
        + (shown.count < old.count ? [.skipped(old.count - shown.count)] : isCut ? [.cut] : [])
      self.mine = LineChange.between(texts[0], texts[1])
      self.theirs = LineChange.between(texts[0], texts[2])
      both = merged.map { LineChange.between(texts[0], Self.words($0)) } ?? []
    case .participants:
      was = FieldWords.people(base.participants).map { .same($0) }
      self.mine = Self.people(from: base, to: mine)
      self.theirs = Self.people(from: base, to: theirs)
      both = merged.map { Self.people(from: base, to: $0) } ?? []
    default:
      was = words.lines(field, of: base).map { .same($0) }
      self.mine = words.lines(field, of: mine).map { .same($0) }
      self.theirs = words.lines(field, of: theirs).map { .same($0) }
      both = merged.map { words.lines(field, of: $0).map { .same($0) } } ?? []
    }
  }

  /// What people wrote into a description; the text of a meeting goes with the meeting.
  private static func words(_ event: Event) -> String {
    let own = ConferenceText.cut(event.description, own: event.ownDescription).kept
    let plain = HTMLText.looksLikeHTML(own) ? HTMLText.plain(own) : own
    let end = plain.lastIndex { !$0.isWhitespace }
    return end.map { String(plain[...$0]) } ?? ""
  }

  /// The people who came, went or answered, one a line.
  private static func people(from old: Event, to new: Event) -> [LineChange] {
    let before = Dictionary(
      old.participants.map { ($0.email.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let after = Set(new.participants.map { $0.email.lowercased() })
    var lines: [LineChange] = old.participants
      .filter { !after.contains($0.email.lowercased()) }
      .map { .removed(FieldWords.person($0)) }
    var same = 0
    for person in new.participants {
      guard let known = before[person.email.lowercased()] else {
        lines.append(.added(FieldWords.person(person)))
        continue
      }
      if known == person { same += 1 }
      if known.response != person.response {
        lines.append(
          .same(
            "\(FieldWords.person(person)): \(FieldWords.answer(known.response)) → "
              + FieldWords.answer(person.response)
          )
        )
      } else if known.name != person.name {
        lines.append(.same("\(FieldWords.person(known)) → \(FieldWords.person(person))"))
      }
    }
    let rest = lines.count - LineChange.limits.lines
    if rest > 0 { lines = Array(lines.prefix(LineChange.limits.lines)) + [.cut] }
    if same > 0 { lines.append(.same(same == 1 ? "1 as before" : "\(same) as before")) }
    return lines
  }
}

extension EventConflict {
  /// The bytes from which on only the beginning of a description is looked at.
  private static let hugeText = 200_000

  /// The states as far as they are shown: a text from outside may be huge.
  var bounded: EventConflict {
    func bounded(_ event: Event) -> Event {
      var event = event
      event.title = String(event.title.prefix(FieldWords.longest))
      event.location = String(event.location.prefix(FieldWords.longest))
      if event.description.utf8.count > Self.hugeText {
        event.description = String(event.description.prefix(LineChange.mostCharacters))
      }
      return event
    }
    return EventConflict(
      base: bounded(base),
      mine: mine.map(bounded),
      theirs: theirs.map(bounded),
      fields: fields
    )
  }

  /// What is shown of each field that was changed on both sides.
  func blocks(_ words: FieldWords) -> [ConflictBlock] {
    guard let mine, let theirs else { return [] }
    let merge = EventMerge(
      EventPatch(from: base, to: EventDraft(mine)),
      base: base,
      theirs: theirs,
      choices: Dictionary(uniqueKeysWithValues: fields.map { ($0, .both) }),
      service: .nylas
    )
    let merged = theirs.applying(merge.patch)
    return fields.map { field in
      ConflictBlock(field, base: base, mine: mine, theirs: theirs, merged: merged, words: words)
    }
  }
}
