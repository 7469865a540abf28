import ConferencingCore
import Testing

@testable import CalendarCore

/// The ids of the parts that Google makes of a series.
@Suite struct SeriesPartsTests {
  @Test(arguments: [
    ("abc_R20261207T140000", "abc"), ("abc_R20261207", "abc"),
    ("abc_R20260101_R20261207", "abc_R20260101"), ("abc", "abc"), ("_R20261207", "_R20261207"),
    ("abc_R2026120", "abc_R2026120"), ("abc_R20261207X140000", "abc_R20261207X140000"),
    ("abc_R2026120７", "abc_R2026120７"), ("abc_20261207T140000Z", "abc_20261207T140000Z"), ("", ""),
  ])
  func aPartNamesTheFirst(_ id: String, _ first: String) {
    #expect(RemoteEventID(id).firstPart == RemoteEventID(first))
  }
}
