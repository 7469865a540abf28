/// The name of a file, typed and completed.
struct PathField: Equatable, Sendable {
  /// What is typed.
  private(set) var field: TextField
  /// Whole names that begin with what is typed; those of folders end in a slash.
  private(set) var names: [String] = []
  /// Whether the names for what is typed are still being found.
  private var isFinding = false
  /// Whether what is typed is to be completed once they are: keys can come faster than names.
  private var completesThen = false

  init(_ text: String = "") {
    field = TextField(text)
    // Names are asked for once the line is there.
    isFinding = text.isEmpty
  }

  /// What is typed, without space around it.
  var path: String { field.trimmed }

  /// Carries out an editing command.
  ///
  /// - Returns: Whether another name is typed now, for which names are to be found.
  mutating func handle(_ command: Command) -> Bool {
    let before = field.text
    if command == .complete {
      completesThen = isFinding
      if let text = completion { field.set(text) }
    } else {
      _ = field.handle(command)
    }
    return take(before)
  }

  /// Types or pastes a text.
  ///
  /// - Returns: Whether another name is typed now.
  mutating func insert(_ text: String) -> Bool {
    let before = field.text
    field.insert(text)
    return take(before)
  }

  /// Replaces what is typed.
  mutating func set(_ text: String) {
    field.set(text)
    names = []
    (isFinding, completesThen) = (false, false)
  }

  /// Takes the names that begin with a text, unless another is typed meanwhile.
  ///
  /// - Returns: Whether another name is typed now, since it was to be completed.
  mutating func take(_ names: [String], for text: String) -> Bool {
    guard text == field.text else { return false }
    self.names = names
    let completes = completesThen
    (isFinding, completesThen) = (false, false)
    guard completes, let whole = completion else { return false }
    field.set(whole)
    return take(text)
  }

  private mutating func take(_ before: String) -> Bool {
    guard field.text != before else { return false }
    names = []
    (isFinding, completesThen) = (true, false)
    return true
  }

  /// What all names have in common.
  private var completion: String? {
    guard var common = names.first else { return nil }
    for name in names.dropFirst() { common = Self.beginning(common, name) }
    return common.count > field.text.count ? common : nil
  }

  /// The last parts of the names, of which the user types one.
  var hint: String {
    let shown = names.filter { $0 != field.text }.map { name in
      let isFolder = name.hasSuffix("/")
      let last = (isFolder ? name.dropLast() : name[...]).split(separator: "/").last ?? ""
      return last + (isFolder ? "/" : "")
    }
    return shown.joined(separator: "  ")
  }

  /// The characters with which two texts begin, capitals counting.
  private static func beginning(_ one: String, _ other: String) -> String {
    String(zip(one, other).prefix { $0 == $1 }.map(\.0))
  }
}
