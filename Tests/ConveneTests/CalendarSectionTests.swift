import CalendarCore
import Foundation
import Testing
import ViewModels

@testable import convene

/// How days, weeks and months are shown, from configuration and locale.
@Suite struct CalendarSectionTests {
  private func read(_ text: String) throws -> CalendarSection.Settings {
    try ConfigurationFile(path: "config.toml", text: text).parse().calendar
  }

  @Test func readsEverything() throws {
    let settings = try read(
      """
      [calendar]
      first_weekday = "Sunday"
      week_numbers = false
      working_hours = "08:30-17:15"
      clock = 12
      second_zone = "tokyo"
      order = ["Work", "home/Family"]
      """
    )
    #expect(settings.order == ["Work", "home/Family"])
    #expect(
      settings.preferences(in: environment([:]))
        == CalendarPreferences(
          firstWeekday: 7,
          showsWeekNumbers: false,
          workingHours: 8..<18,
          clockStyle: .twelveHour,
          secondZone: NamedZone(exactly: "Asia/Tokyo")
        )
    )
  }

  @Test func followsTheLocaleWhereNothingIsSaid() throws {
    let egypt = environment(["LC_ALL": "ar_EG.UTF-8"])
    #expect(
      try read("").preferences(in: egypt)
        == CalendarPreferences(firstWeekday: 6, clockStyle: .twelveHour)
    )
    let section = try read("[calendar]\nclock = \"24\"")
    #expect(section.preferences(in: egypt).clockStyle == .twentyFourHour)
    #expect(section.clock(in: egypt) == WallClock(.gmt))
  }

  private func environment(_ variables: [String: String]) -> LiveEnvironment {
    LiveEnvironment(variables: variables, zone: .gmt, now: { .distantPast })
  }

  @Test(arguments: [
    ("first_weekday = \"first\"", "first_weekday is a day"),
    ("first_weekday = 1", "a text in quotes"),
    ("week_numbers = \"yes\"", "true or false"),
    ("working_hours = \"9\"", "two times of a day"),
    ("working_hours = \"17-9\"", "two times of a day"),
    ("working_hours = \"9-25\"", "two times of a day"),
    ("working_hours = \"-1-9\"", "two times of a day"),
    ("order = \"Work\"", "order is a list of names"),
    ("order = [1, 2]", "order is a list of names"),
    ("clock = \"am\"", "\"12\" or \"24\""),
    ("clock = true", "\"12\" or \"24\""),
    ("second_zone = \"Tokio\"", "second_zone: There is no time zone \"Tokio\""),
    ("second_zone = \"IST\"", "Kolkata, Dublin, Jerusalem"),
    ("second_zone = 9", "a text in quotes"),
    ("colour = \"red\"", "Known are first_weekday"),
  ])
  func namesWhatIsWrong(_ line: String, _ words: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try read("[calendar]\n" + line) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.line == 2)
  }

  @Test(arguments: [
    (["LANG": "en_US.UTF-8"], 7), (["LANG": "de_DE.UTF-8"], 1), (["LANG": "C"], 1), ([:], 1),
    (["LANG": "en_US.UTF-8", "LC_TIME": "de_DE"], 1), (["LC_ALL": "ar_EG.UTF-8"], 6),
    (["LANG": "pt_BR@modern"], 7),
  ])
  func beginsWeeksAsTheCountryDoes(_ variables: [String: String], _ weekday: Int) {
    #expect(environment(variables).firstWeekday == weekday)
  }

  @Test(arguments: [
    (["LANG": "en_US.UTF-8"], ClockStyle.twelveHour), (["LANG": "en_GB.UTF-8"], .twentyFourHour),
    (["LANG": "C"], .twentyFourHour), ([:], .twentyFourHour), (["LANG": "US"], .twentyFourHour),
    (["LANG": "en_US.UTF-8", "LC_TIME": "de_DE"], .twentyFourHour),
    (["LANG": "de_DE", "LC_ALL": "en_AU.UTF-8"], .twelveHour),
    (["LANG": "en_CA"], .twelveHour), (["LANG": "fr_CA.UTF-8"], .twentyFourHour),
    (["LANG": "en_IN@modern"], .twelveHour),
  ])
  func countsHoursAsTheCountryDoes(_ variables: [String: String], _ style: ClockStyle) {
    #expect(environment(variables).clockStyle == style)
  }
}
