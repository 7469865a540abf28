/// Takes comments and the text of string literals out of Swift source, so that rules see code alone.
///
/// Line breaks stay, so that lines keep their numbers; what is interpolated stays too, for it is code.
/// A tokenizer and no parser: it knows comments, strings of all forms and nothing else.
enum CodeText {
  /// What the scanner is in the middle of.
  private enum State: Equatable {
    case code
    /// In code that a string interpolates, with the number of its open parentheses.
    case interpolation(depth: Int)
    /// In a string: the number signs before it, and whether it has three quotation marks.
    case string(signs: Int, isMultiline: Bool)
    /// In `/* */`, which nest.
    case comment(depth: Int)
  }

  static func code(of source: String) -> String {
    let text = Array(source.unicodeScalars)
    var result = String.UnicodeScalarView()
    var states: [State] = [.code]
    var index = 0
    func starts(_ word: String, at place: Int) -> Bool {
      text[min(place, text.count)...].starts(with: word.unicodeScalars)
    }
    func signs(at place: Int) -> Int {
      text[min(place, text.count)...].prefix { $0 == "#" }.count
    }
    while index < text.count {
      let scalar = text[index]
      let state = states[states.count - 1]
      var length = 1
      switch state {
      case .comment(let depth):
        if starts("/*", at: index) {
          states[states.count - 1] = .comment(depth: depth + 1)
          length = 2
        } else if starts("*/", at: index) {
          states.removeLast()
          if depth > 1 { states.append(.comment(depth: depth - 1)) }
          length = 2
        }
        if scalar == "\n" { result.append(scalar) }
      case .string(let count, let isMultiline):
        let escape = "\\" + String(repeating: "#", count: count)
        let end =
          String(repeating: "\"", count: isMultiline ? 3 : 1) + String(repeating: "#", count: count)
        if starts(escape + "(", at: index) {
          states.append(.interpolation(depth: 1))
          length = count + 2
          result.append("(")
        } else if starts(escape, at: index) {
          length = count + 2
        } else if starts(end, at: index) {
          states.removeLast()
          length = end.unicodeScalars.count
          result.append("\"")
        } else if scalar == "\n" {
          result.append(scalar)
          // A string of one line ends with it, whatever this scanner made of it.
          if !isMultiline { states.removeLast() }
        }
      case .code, .interpolation:
        let count = signs(at: index)
        if starts("//", at: index) {
          while index + length < text.count, text[index + length] != "\n" { length += 1 }
        } else if starts("/*", at: index) {
          states.append(.comment(depth: 1))
          length = 2
        } else if starts("\"", at: index + count) {
          let isMultiline = starts("\"\"\"", at: index + count)
          states.append(.string(signs: count, isMultiline: isMultiline))
          length = count + (isMultiline ? 3 : 1)
          result.append("\"")
        } else {
          result.append(scalar)
          if case .interpolation(let depth) = state {
            let change = scalar == "(" ? 1 : scalar == ")" ? -1 : 0
            states.removeLast()
            if depth + change > 0 { states.append(.interpolation(depth: depth + change)) }
          }
        }
      }
      index += length
    }
    return String(result)
  }
}
