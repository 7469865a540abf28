import Foundation
import Testing

@testable import convene

/// JSON as commands print it.
@Suite struct JSONTextTests {
  static let escapes: [(text: String, json: String)] = [
    ("plain", "\"plain\""),
    ("a\"b\\c", "\"a\\\"b\\\\c\""),
    ("a\nb\rc\td", "\"a\\nb\\rc\\td\""),
    ("a\r\nb", "\"a\\r\\nb\""),
    ("\0", "\"\\u0000\""),
    ("\u{1B}]52;c;eA==\u{07}", "\"\\u001b]52;c;eA==\\u0007\""),
    ("\u{7F}\u{85}\u{9B}31m", "\"\\u007f\\u0085\\u009b31m\""),
    ("\u{202E}exe\u{2066}", "\"\\u202eexe\\u2066\""),
    ("\u{2028}\u{2029}", "\"\\u2028\\u2029\""),
    ("\u{FEFF}\u{200B}", "\"\\ufeff\\u200b\""),
    // A tag character lies beyond the first plane: a pair of surrogates.
    ("\u{E0041}", "\"\\udb40\\udc41\""),
    ("東京 🗼", "\"東京 🗼\""),
  ]

  @Test("Nothing in a text reaches a terminal as a command", arguments: escapes)
  func escape(_ row: (text: String, json: String)) {
    #expect(JSONText.text(row.text).rendered() == row.json)
  }

  @Test("Every scalar comes back from a JSON reader")
  func roundTrip() throws {
    var text = ""
    for value in UInt32(0)...0x3000 {
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    let json = JSONText.list([.text(text)]).rendered()
    let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
    // As scalars: two texts of the same characters may differ in them.
    #expect(read?.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
  }

  @Test("Members keep their order, and empty things stay on a line")
  func structure() {
    let json = JSONText.object([
      ("z", .number(1)), ("a", .list([.bool(true), .null])), ("e", .list([])), ("o", .object([])),
      ("none", JSONText(nil)),
    ])
    #expect(
      json.rendered() == """
        {
          "z": 1,
          "a": [
            true,
            null
          ],
          "e": [],
          "o": {},
          "none": null
        }
        """
    )
  }
}
