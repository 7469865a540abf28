/// How long the texts of an event may be.
///
/// Source: Nylas v3 Events API, `event_title` and `event_location`; Google and Microsoft take no
/// less.
public enum EventLimits {
  /// The most characters of a title.
  public static let title = 1_024
  /// The most characters of a location.
  public static let location = 255
}
