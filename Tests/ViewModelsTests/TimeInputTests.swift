import ConferencingCore
import Foundation
import Testing
import ViewModels

@Suite struct TimeInputTests {
  @Test(arguments: [
    ("9", 540), ("09:30", 570), ("930", 570), ("0930", 570), ("9.30", 570), ("9pm", 1_260),
    ("12am", 0), ("12 pm", 720), ("23:59", 1_439), ("0", 0),
  ])
  func readsTimes(_ text: String, _ minutes: Int) {
    #expect(TimeInput.minutes(text) == minutes)
  }

  @Test(arguments: ["", "24", "9:5", "25:00", "9:60", "13pm", "x", "9:30:10", "-1", "99999999999"])
  func refusesWhatIsNoTime(_ text: String) {
    #expect(TimeInput.minutes(text) == nil)
  }

  @Test(arguments: [
    ("2026-12-01", "2026-12-01"), ("today", "2026-11-23"), ("Tomorrow", "2026-11-24"),
    ("mon", "2026-11-30"), ("friday", "2026-11-27"), ("+3", "2026-11-26"), ("-1", "2026-11-22"),
  ])
  func readsDays(_ text: String, _ day: String) {
    #expect(TimeInput.day(text, today: World.today)?.description == day)
  }

  @Test(arguments: ["", "2026-02-30", "2026-13-01", "01.12.2026", "soon"])
  func refusesWhatIsNoDay(_ text: String) {
    #expect(TimeInput.day(text, today: World.today) == nil)
  }

  @Test(arguments: [("30m", 1_800), ("1h", 3_600), ("1h30", 5_400), ("90", 5_400), ("2d", 172_800)])
  func readsLengths(_ text: String, _ seconds: Double) {
    #expect(TimeInput.duration(text) == seconds)
  }

  @Test(arguments: ["", "0", "m", "1x", "1m2h", "-5m"])
  func refusesWhatIsNoLength(_ text: String) {
    #expect(TimeInput.duration(text) == nil)
  }

  @Test func findsZonesByCity() {
    #expect(TimeInput.zone("paris")?.name == "Europe/Paris")
    #expect(TimeInput.zone("europe/berlin")?.name == "Europe/Berlin")
    #expect(TimeInput.zone("New York")?.name == "America/New_York")
    #expect(TimeInput.zone("Nowhere") == nil)
    #expect(TimeInput.zone("") == nil)
  }

  @Test(
    "Every name that there is counts, as it is written",
    arguments: [
      ("Etc/UTC", "Etc/UTC"), ("UTC", "UTC"), ("utc", "UTC"), ("Asia/Kolkata", "Asia/Kolkata"),
      ("asia/kolkata", "Asia/Kolkata"), ("US/Pacific", "US/Pacific"), ("us/pacific", "US/Pacific"),
      ("America/Buenos_Aires", "America/Buenos_Aires"), ("Etc/GMT+3", "Etc/GMT+3"), ("cet", "CET"),
    ]
  )
  func takesEveryName(_ text: String, _ name: String) {
    #expect(TimeInput.zone(text)?.name == name)
    #expect(TimeInput.zone(text)?.zone == TimeZone(identifier: name))
  }
}
