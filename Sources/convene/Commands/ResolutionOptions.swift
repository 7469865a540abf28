import CalendarCore
import ViewModels

/// What is typed to decide a conflict.
struct ResolutionOptions: Equatable {
  var mine: [String] = []
  var theirs: [String] = []
  var both: [String] = []
  var all: String?

  /// The words for fields, for a help text.
  static func words(_ fields: [EventField]) -> String {
    fields.map(\.keyword).joined(separator: ", ")
  }

  /// The decision, which has to be about all that collides and about nothing else.
  ///
  /// - Throws: ``CommandError`` that says what is missing or wrong.
  func resolution(of conflict: EventConflict) throws(CommandError) -> ConflictResolution {
    if let all, let side = ConflictChoice(rawValue: all) { return .side(side) }
    guard conflict.mine != nil, conflict.theirs != nil else {
      throw CommandError(
        .badInput,
        "\(conflict.summary) Decide it as a whole, with --all mine or --all theirs."
      )
    }
    var choices: [EventField: ConflictChoice] = [:]
    for (words, choice) in [(mine, ConflictChoice.mine), (theirs, .theirs), (both, .both)] {
      for word in words {
        let field = try field(word, in: conflict)
        if choice == .both, !field.canKeepBoth {
          throw CommandError(
            .badInput,
            "Of \(field.keyword) only one can be kept: --mine or --theirs."
          )
        }
        guard choices.updateValue(choice, forKey: field) == nil else {
          throw CommandError(.badInput, "\(field.keyword) is decided twice.")
        }
      }
    }
    let open = conflict.fields.filter { choices[$0] == nil }
    guard open.isEmpty else {
      throw CommandError(
        .badInput,
        "Not decided yet: \(Self.words(open)). Add --mine, --theirs or --both."
      )
    }
    return .fields(choices)
  }

  private func field(_ word: String, in conflict: EventConflict) throws(CommandError) -> EventField
  {
    if let field = EventField(keyword: word), conflict.fields.contains(field) { return field }
    throw CommandError(
      .badInput,
      "\"\(word)\" does not collide here. What does: \(Self.words(conflict.fields))."
    )
  }
}
