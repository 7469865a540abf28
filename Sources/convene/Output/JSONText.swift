import CalendarCore

/// JSON as commands print it: keys in a fixed order, and nothing in it that a terminal would act on.
indirect enum JSONText: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Int)
  /// A number with two places behind the point.
  case decimal(Double)
  case text(String)
  case list([JSONText])
  case object([(String, JSONText)])

  /// A text, or null when there is none.
  init(_ text: String?) { self = text.map(JSONText.text) ?? .null }

  static func == (a: JSONText, b: JSONText) -> Bool { a.rendered() == b.rendered() }

  /// The JSON, indented by two spaces a level.
  func rendered(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .null: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .number(let number): return String(number)
    case .decimal(let number): return String(Double((number * 100).rounded()) / 100)
    case .text(let text): return Self.quoted(text)
    case .list(let items):
      if items.isEmpty { return "[]" }
      return "[\n" + items.map { inner + $0.rendered(indent: inner) }.joined(separator: ",\n")
        + "\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { inner + Self.quoted($0.0) + ": " + $0.1.rendered(indent: inner) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  /// A JSON string; control and formatting characters are escaped even where JSON would allow
  /// them, for a terminal acts on some of them.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        default: quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
