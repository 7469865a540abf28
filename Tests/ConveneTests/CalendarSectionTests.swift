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
      order = ["Work", "home/Family"]
      """
    )
    #expect(settings.order == ["Work", "home/Family"])
    let preferences = settings.preferences(firstWeekday: 1)
    #expect(
      preferences
        == CalendarPreferences(firstWeekday: 7, showsWeekNumbers: false, workingHours: 8..<18)
    )
  }

  @Test func followsTheLocaleWhereNothingIsSaid() throws {
    #expect(try read("").preferences(firstWeekday: 6) == CalendarPreferences(firstWeekday: 6))
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
    let environment = LiveEnvironment(variables: variables, zone: .gmt, now: { .distantPast })
    #expect(environment.firstWeekday == weekday)
  }
}
