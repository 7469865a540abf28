import ICalendar
import Testing

/// Lines of a component that are changed in place.
@Suite struct ComponentEditorTests {
  @Test(
    "A value is whole behind parameters that are broken",
    arguments: [
      #"ATTENDEE;MEMBER}"mailto:a@x.example","mailto:b@x.example";CN="Ann:mailto:ann@acme.example"#,
      #"ATTENDEE;CN="Ann:mailto:ann@acme.example"#, #"ATTENDEE;=x;;CN=Ann:mailto:ann@acme.example"#,
      #"ATTENDEE;A,B=c;"D"=e:mailto:ann@acme.example"#,
    ]
  )
  func brokenParameters(_ line: String) throws {
    let text = "BEGIN:VEVENT\r\nUID:a\r\n\(line)\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\n"
    var editor = try ComponentEditor(Array(text.utf8))
    let attendee = try #require(editor.component.properties.first { $0.name == "ATTENDEE" })
    editor.setValue(of: attendee, to: "mailto:bo@acme.example")
    let again = try ComponentEditor(editor.text).component.properties
    #expect(again.map(\.value) == ["a", "mailto:bo@acme.example", "Lunch"])
  }

  @Test("A line that is written in UTF-8 stays a line of its own behind control characters")
  func linesBehindControls() throws {
    let bytes = Array("END:VEVENT\r\n\0\t X-M".utf8) + [0xFC] + Array("ller:a\r\n".utf8)
    let text = try #require(CalendarText.inUTF8(bytes))
    #expect(String(decoding: text, as: UTF8.self) == "END:VEVENT\r\nX-Müller:a\r\n")
  }

  @Test("A long last line is folded as the lines of its text end")
  func lastLineWithoutEnd() throws {
    for (lineEnd, fold) in [("\r", "\r "), ("\r\n", "\r\n ")] {
      let bytes =
        Array("UID:a\(lineEnd)X-NOTE:".utf8) + [UInt8](repeating: 0xE6, count: 60)
      let text = String(decoding: try #require(CalendarText.inUTF8(bytes)), as: UTF8.self)
      #expect(text.utf8.contains(UInt8(ascii: "\n")) == (lineEnd == "\r\n"))
      let unfolded = text.replacing(fold, with: "")
      #expect(unfolded == "UID:a\(lineEnd)X-NOTE:" + String(repeating: "æ", count: 60))
    }
  }
}
