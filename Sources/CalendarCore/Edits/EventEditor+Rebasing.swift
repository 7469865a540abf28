import ConferencingCore

extension EventEditor {
  /// An edited description, brought onto its event as it is now.
  ///
  /// While a user writes, a service may append the text of a meeting to the description, or take
  /// it away. What the user wrote stays, and the text about the meeting is the one of now.
  ///
  /// - Parameters:
  ///   - edited: The description as the user has it.
  ///   - before: The event that they began with.
  ///   - now: The event as it is.
  /// - Returns: The description to go on with.
  package static func rebased(_ edited: String, from before: Event, onto now: Event) -> String {
    guard !now.description.utf8.elementsEqual(before.description.utf8) else { return edited }
    let ownNow = words(of: now.description, in: now)
    let whole = now.description.utf8
    // Where people's words and texts about meetings are mixed, nobody can say what belongs where.
    guard whole.starts(with: ownNow.utf8) else { return edited }
    let appended = String(decoding: whole.dropFirst(ownNow.utf8.count), as: UTF8.self)
    let own = words(of: edited, in: before)
    let isFirst = ownNow.isEmpty && !own.isEmpty && appended.first?.isNewline == false
    let separator = HTMLText.looksLikeHTML(now.description) ? "<br><br>" : "\n\n"
    return own + (isFirst ? separator : "") + appended
  }

  /// What people wrote of a description, which is an event's own or an edit of it.
  private static func words(of text: String, in event: Event) -> String {
    if let own = event.own(in: text) { return own }
    return ConferenceText.cut(text, own: nil).kept
  }
}
