extension WindowQuery {
  /// The events that may touch what lies between two instants.
  ///
  /// Most of them began not much more than a week before it. Longer ones are looked for by their
  /// level, each as far back as its longest length.
  static let touching: String = {
    let recent = "start_key >= :start - \(EventSpan.limits[0]) AND start_key < :end"
    let old = "start_key < :start - \(EventSpan.limits[0])"
    var conditions = [recent]
    for (level, limit) in EventSpan.limits.enumerated().dropFirst() {
      conditions.append(
        "span > 0 AND span = \(level) AND start_key >= :start - \(limit) AND \(old)"
      )
    }
    conditions.append("span > 0 AND span = \(EventSpan.limits.count) AND \(old)")
    return conditions.map {
      "SELECT \(summaryColumns) FROM event WHERE is_listed = 1 AND \($0) AND end_key >= :start"
    }
    .joined(separator: " UNION ALL ")
  }()

  /// Whether an event begins before an instant; all-day ones before a day.
  static let startsBefore = """
    SELECT EXISTS (SELECT 1 FROM event WHERE is_listed = 1 AND start_key < ?1
      AND (is_all_day = 0 OR begins < ?2))
    """

  /// Whether an event begins at an instant or later; all-day ones on a day or later.
  static let startsAfter = """
    SELECT EXISTS (SELECT 1 FROM event WHERE is_listed = 1
      AND start_key >= ?1 - \(2 * EventSpan.zoneMargin)
      AND begins >= CASE is_all_day WHEN 1 THEN ?2 ELSE ?1 END)
    """

  private static let summaryColumns = """
    id, calendar, title, is_all_day, begins, ends, zone, location, status, is_read_only, provider,
    conferencing_state, is_waiting, refusal, has_conflict,
    series_part
    """
}
