extension Schema {
  /// When the request of an operation went out whose answer has not come: see
  /// ``OutboxOperation/underWaySince``.
  static let underWay = "ALTER TABLE operation ADD COLUMN under_way_since REAL;"
}
