/// Puts intervals side by side, as few beside each other as can be.
struct Lanes {
  /// An interval with its lane, and the lanes that it and those it meets take together.
  struct Placed: Equatable {
    var lane: Int
    var count: Int
  }

  /// Places intervals.
  ///
  /// Those that meet, directly or by others, share the width evenly. Where they are more than
  /// there is room for, the later ones are left out; one that must be seen takes the place of others.
  ///
  /// - Parameters:
  ///   - spans: The intervals, in the order in which they are placed.
  ///   - limit: How many may stand side by side, at least one.
  ///   - needed: The one that must be seen.
  /// - Returns: The place of each, `nil` for those left out.
  static func place(_ spans: [Range<Int>], limit: Int, needed: Int? = nil) -> [Placed?] {
    let order = spans.indices.sorted { a, b in
      let (x, y) = (spans[a], spans[b])
      if x.lowerBound != y.lowerBound { return x.lowerBound < y.lowerBound }
      return x.count == y.count ? a < b : x.count > y.count
    }
    var places = assign(spans, order, limit: limit)
    if let needed, places[needed] == nil {
      places = assign(spans, [needed] + order.filter { $0 != needed }, limit: limit)
    }
    return shareWidth(spans, order, places)
  }

  /// The first free lane for each, up to a limit.
  private static func assign(_ spans: [Range<Int>], _ order: [Int], limit: Int) -> [Int?] {
    var lanes: [[Range<Int>]] = []
    var places = [Int?](repeating: nil, count: spans.count)
    for index in order {
      let free = lanes.firstIndex { lane in !lane.contains { $0.overlaps(spans[index]) } }
      if let free {
        lanes[free].append(spans[index])
        places[index] = free
      } else if lanes.count < limit {
        places[index] = lanes.count
        lanes.append([spans[index]])
      }
    }
    return places
  }

  private static func shareWidth(
    _ spans: [Range<Int>],
    _ order: [Int],
    _ places: [Int?]
  ) -> [Placed?] {
    var counts = [Int](repeating: 1, count: spans.count)
    var group: [Int] = []
    var end = Int.min
    func close() {
      let count = (group.compactMap { places[$0] }.max() ?? 0) + 1
      for index in group { counts[index] = count }
    }
    for index in order {
      if spans[index].lowerBound >= end {
        close()
        group = []
      }
      group.append(index)
      end = max(end, spans[index].upperBound)
    }
    close()
    return spans.indices.map { index in
      places[index].map { Placed(lane: $0, count: counts[index]) }
    }
  }
}
