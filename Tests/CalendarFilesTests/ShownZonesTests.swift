import CalendarCore
import CalendarFiles
import Foundation
import Testing

/// Times whose zone is named as Windows shows it.
@Suite struct ShownZonesTests {
  /// A file with one event at ten o'clock on the first of July 2027.
  private static func file(_ zone: String, _ definition: String = "") throws -> CorpusFile {
    try CorpusFile(
      text: """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//EN
        \(definition)BEGIN:VEVENT
        UID:summer@example.org
        DTSTAMP:20261101T000000Z
        DTSTART;TZID="\(zone)":20270701T100000
        DTEND;TZID="\(zone)":20270701T110000
        SUMMARY:Summer
        END:VEVENT
        END:VCALENDAR

        """
    )
  }

  private static func start(_ file: CorpusFile) throws -> String {
    guard case .timed(let start, _, let zone) = try file.first.time else { return "" }
    return "\(OccurrenceKey.Start.moment(start)) \(zone ?? "-")"
  }

  @Test(
    "A name as Windows shows it is that zone, summer time included",
    arguments: [
      ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "080000Z Europe/Berlin"),
      ("(GMT+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", "080000Z Europe/Berlin"),
      ("Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "080000Z Europe/Berlin"),
      ("(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb", "080000Z Europe/Warsaw"),
      ("(UTC+01:00) Zurich", "080000Z Europe/Zurich"),
      ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "090000Z Europe/London"),
      ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "090000Z Europe/London"),
      ("(UTC-05:00) Eastern Time (US & Canada)", "140000Z America/New_York"),
      ("(UTC-05:00) Eastern Time (US and Canada)", "140000Z America/New_York"),
      ("Eastern Time (US & Canada)", "140000Z America/New_York"),
      ("(UTC-08:00) Pacific Time (US & Canada); Tijuana", "170000Z America/Los_Angeles"),
      ("(UTC-08:00) Pacific Time", "170000Z America/Los_Angeles"),
      ("(UTC-07:00) La Paz, Mazatlan", "170000Z America/Mazatlan"),
      ("(UTC-04:00) Georgetown, La Paz, Manaus, San Juan", "140000Z America/La_Paz"),
      ("(UTC-06:00) Guadalajara, Mexico City, Monterrey - New", "160000Z America/Mexico_City"),
      ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "043000Z Asia/Kolkata"),
      ("(UTC+08:00) Beijing, Chongqing, Hong Kong SAR, Urumqi", "020000Z Asia/Shanghai"),
      ("(UTC) Coordinated Universal Time", "100000Z UTC"),
      ("(UTC+02:00) Athens, Bucharest, Istanbul", "070000Z Europe/Bucharest"),
      // The offset alone is what was meant.
      ("UTC+02:00", "080000Z GMT+0200"),
      ("(UTC-11:00) Coordinated Universal Time-11", "210000Z GMT-1100"),
    ]
  )
  func known(_ name: String, _ start: String) throws {
    let file = try Self.file(name)
    #expect(try Self.start(file) == "20270701T\(start)")
    #expect(file.remarks == [])
    #expect(file.exported() == file.bytes)
  }

  @Test(
    "What a name says and no zone is like is said",
    arguments: [
      ("(UTC+01:00) Athen, Bukarest", "090000Z GMT+0100", "names no place that is known here"),
      (
        "(UTC+04:00) Moscow, St. Petersburg", "070000Z Europe/Moscow",
        "says GMT+0400, which is not the standard time of Europe/Moscow"
      ),
      ("(UTC+03:00) Berlin", "080000Z Europe/Berlin", "not the standard time of Europe/Berlin"),
      ("Customized Time Zone", "080000Z Europe/Berlin", "is not known"),
    ]
  )
  func unlike(_ name: String, _ start: String, _ words: String) throws {
    let file = try Self.file(name)
    #expect(try Self.start(file) == "20270701T\(start)")
    #expect(file.remarks.count == 1)
    #expect(file.remarks.first?.contains(words) == true)
    #expect(file.remarks.first?.contains("“\(name)”") == true)
  }

  @Test("Rules of the file count more than places")
  func rules() throws {
    let file = try Self.file(
      "Berlin",
      """
      BEGIN:VTIMEZONE
      TZID:Berlin
      BEGIN:STANDARD
      DTSTART:16010101T000000
      TZOFFSETFROM:-0700
      TZOFFSETTO:-0700
      END:STANDARD
      END:VTIMEZONE

      """
    )
    #expect(try Self.start(file).hasPrefix("20270701T170000Z America/"))
  }
}
