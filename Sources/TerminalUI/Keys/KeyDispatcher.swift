package import Terminal
package import ViewModels

/// Turns keys into actions: commands by the key table, text where text is taken.
package struct KeyDispatcher: Equatable, Sendable {
  /// The keys.
  package var table: KeyTable
  /// The keys of a sequence that is not finished.
  package private(set) var pending: [Key] = []

  /// Makes a dispatcher.
  package init(table: KeyTable) { self.table = table }

  /// A pasted text without what a key would have to be pressed for, ^C say: line breaks and tabs are
  /// all that a text has.
  private static func withoutControls(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter {
          $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
        }
      )
    )
  }

  /// What a key means now.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - app: The program, which knows where the key is pressed.
  /// - Returns: The action; `nil` while a sequence is not finished.
  package mutating func action(for key: Key, in app: AppViewModel) -> Action? {
    if case .resize(let size) = key {
      return .resized(columns: size.columns, rows: size.rows)
    }
    if case .paste(let text) = key {
      guard app.takesPaste else {
        return .notice(Notice(.info, "Nothing to paste into here."))
      }
      return .text(Self.withoutControls(text))
    }
    if pending.isEmpty, case .character(let character) = key, app.wantsText(String(character)) {
      return .text(String(character))
    }
    let keys = pending + [key]
    switch table.meaning(of: keys, in: app.context) {
    case .command(let command):
      pending = []
      return .command(command)
    case .prefix:
      pending = keys
      return nil
    case .nothing:
      let isSequence = !pending.isEmpty
      pending = []
      // A letter that ends a sequence in nothing was meant for it: alone it might delete an event.
      let isLetter = if case .character = key { true } else { false }
      if isSequence, !isLetter { return action(for: key, in: app) }
      return .unboundKey(keys.map(\.label).joined(), elsewhere: table.commands(for: keys))
    }
  }
}
