import ConferencingCore

extension Event {
  /// Changes the meeting; the description is already as it will be.
  ///
  /// The text of an earlier meeting may stand in it still, where the service wrote it after the
  /// change was made: what people wrote ends before that text, whatever the meeting becomes.
  mutating func apply(_ change: ConferencingChange) {
    let words = wordsBeforeText
    switch change {
    case .keep: return
    case .strip:
      conferencing = .none
      autocreated = nil
      meeting = nil
      ownDescription = words
    case .autocreate(let autocreate):
      conferencing = .autocreate(autocreate)
      autocreated = autocreate
      meeting = nil
      // The service appends its text behind this.
      ownDescription = words ?? description
    case .details(let details):
      if !conferencing.leads(to: details) { (autocreated, meeting) = (nil, nil) }
      conferencing = .details(details)
      ownDescription = Self.words(of: words ?? description, besides: details)
    }
    conferencingFailure = nil
  }

  /// What people wrote, when the text of a meeting is known to stand behind it.
  private var wordsBeforeText: String? {
    guard let ownDescription, description.utf8.starts(with: ownDescription.utf8),
      !ConferenceText.cut(description, own: ownDescription).removed.isEmpty
    else { return nil }
    return ownDescription
  }

  /// What people wrote of a description that has the texts about a meeting in it: the block, and
  /// what a service wrote where undo has put that back.
  private static func words(of description: String, besides details: ConferencingDetails) -> String
  {
    let words = InvitationBlock.removed(from: description)
    let texts = ConferenceText.segments(in: words)
    let areAboutIt = texts.allSatisfy { text in
      text.url.map { ServiceField.isSame($0, details.url) } ?? false
    }
    return areAboutIt ? ConferenceText.cut(words, own: nil).kept : words
  }

  /// The user's part of an edited description, when what was appended to it is still there.
  func own(in edited: String) -> String? {
    guard let ownDescription else { return nil }
    let own = ownDescription.utf8
    let whole = description.utf8
    guard whole.starts(with: own) else { return nil }
    let tail = Array(whole.dropFirst(own.count))
    let bytes = Array(edited.utf8)
    guard bytes.suffix(tail.count).elementsEqual(tail) else { return nil }
    return String(decoding: bytes.dropLast(tail.count), as: UTF8.self)
  }
}
