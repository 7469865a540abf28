import Foundation
import GRDB

/// The rows in the pages of a damaged file: also those that no table leads to any more, because the
/// page that names them is damaged.
///
/// Source: https://www.sqlite.org/fileformat2.html, "B-tree Pages" and "Record Format"
struct PageRows {
  /// A column of a table, as it lies in a record.
  struct Column {
    let name: String
    /// `INTEGER`, `REAL`, `TEXT` or `BLOB`.
    let type: String
    /// Whether it may be empty.
    let isNullable: Bool
    /// Whether a record may do without it.
    let isOptional: Bool
    /// Whether it stands for the row id, and is empty in a record.
    let isRowID: Bool
    /// Whether it is computed, and cannot be written.
    let isComputed: Bool
  }

  /// A row as it lies in a page.
  struct Record {
    let rowID: Int64
    let values: [DatabaseValue]
  }

  private enum Kind {
    static let interior: UInt8 = 0x05
    static let leaf: UInt8 = 0x0d
  }

  private let pages: FilePages
  /// The tables that pages with rows belong to, as far as that can be found out.
  private let owners: [Int: String]
  /// Pages that hold nothing.
  private let free: Set<Int>

  /// Reads what the pages say of each other.
  init(path: String) {
    pages = FilePages(path: path)
    free = Self.freePages(pages)
    var owners: [Int: String] = [:]
    for leaf in Self.leaves(under: 1, pages) { owners[leaf] = "sqlite_master" }
    for leaf in owners.keys.sorted() {
      for record in Self.records(in: leaf, pages) where record.values.count == 5 {
        guard String.fromDatabaseValue(record.values[0]) == "table",
          let name = String.fromDatabaseValue(record.values[1]),
          let root = Int.fromDatabaseValue(record.values[3])
        else { continue }
        for leaf in Self.leaves(under: root, pages) { owners[leaf] = name }
      }
    }
    self.owners = owners
  }

  /// Gives the rows of a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - columns: Its columns: rows in pages that nothing leads to are known by what they hold.
  ///   - body: What takes a row's values, by name.
  func read(
    _ table: String,
    _ columns: [Column],
    _ body: ([String: DatabaseValue]) throws -> Void
  ) rethrows {
    for page in 1...max(1, pages.count) where !free.contains(page) {
      guard owners[page] == nil || owners[page] == table else { continue }
      for record in Self.records(in: page, pages) {
        guard let row = Self.row(record, columns) else { continue }
        try body(row)
      }
    }
  }

  /// The values of a record by name; `nil` when it cannot be a row of the table.
  private static func row(_ record: Record, _ columns: [Column]) -> [String: DatabaseValue]? {
    guard record.values.count <= columns.count else { return nil }
    var row: [String: DatabaseValue] = [:]
    for (index, column) in columns.enumerated() {
      guard index < record.values.count else {
        if !column.isOptional { return nil }
        continue
      }
      let value = record.values[index]
      switch value.storage {
      case .null where column.isRowID: row[column.name] = record.rowID.databaseValue
      case .null where column.isNullable: row[column.name] = value
      case .int64 where ["INTEGER", "REAL"].contains(column.type) && !column.isRowID:
        row[column.name] = value
      case .double where column.type == "REAL": row[column.name] = value
      case .string where column.type == "TEXT": row[column.name] = value
      case .blob where column.type == "BLOB": row[column.name] = value
      default: return nil
      }
    }
    return row
  }

  // MARK: Pages

  /// The pages with rows below a page, itself among them.
  private static func leaves(under root: Int, _ pages: FilePages) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    var open = [root]
    while let number = open.popLast() {
      guard seen.insert(number).inserted, let page = pages[number] else { continue }
      let start = number == 1 ? 100 : 0
      switch page[start] {
      case Kind.leaf: found.append(number)
      case Kind.interior:
        open.append(page.number(at: start + 8, 4))
        let cells = page.number(at: start + 3, 2)
        guard start + 12 + 2 * cells <= page.count else { continue }
        for cell in 0..<cells {
          open.append(page.number(at: page.number(at: start + 12 + 2 * cell, 2), 4))
        }
      default: break
      }
    }
    return found
  }

  private static func freePages(_ pages: FilePages) -> Set<Int> {
    var free: Set<Int> = []
    var trunk = pages.firstFree
    while trunk > 0, free.insert(trunk).inserted, let page = pages[trunk] {
      let entries = min(page.number(at: 4, 4), page.count / 4 - 2)
      for entry in 0..<max(0, entries) { free.insert(page.number(at: 8 + 4 * entry, 4)) }
      trunk = page.number(at: 0, 4)
    }
    return free
  }

  /// The records in a page; none when it is of another kind, or damaged.
  private static func records(in number: Int, _ pages: FilePages) -> [Record] {
    let start = number == 1 ? 100 : 0
    guard let page = pages[number], page[start] == Kind.leaf else { return [] }
    let cells = page.number(at: start + 3, 2)
    guard start + 8 + 2 * cells <= page.count else { return [] }
    return (0..<cells).compactMap { cell in
      record(at: page.number(at: start + 8 + 2 * cell, 2), in: page, pages)
    }
  }

  private static func record(
    at offset: Int,
    in page: [UInt8],
    _ pages: FilePages
  ) -> Record? {
    var reader = ByteReader(page[...].dropFirst(offset))
    guard let length = reader.varint(), let rowID = reader.varint(),
      length >= 1, length <= Int64(pages.count) * Int64(pages.usable)
    else { return nil }
    let size = Int(length)
    // Source: the same, "B-tree Cell Format"
    let most = pages.usable - 35
    let least = (pages.usable - 12) * 32 / 255 - 23
    let fitting = least + (size - least) % (pages.usable - 4)
    let local = size <= most ? size : fitting <= most ? fitting : least
    guard var payload = reader.take(local).map(Array.init) else { return nil }
    var next = local < size ? reader.take(4).map { $0.number(at: 0, 4) } ?? 0 : 0
    var seen: Set<Int> = []
    while payload.count < size {
      // A page that comes again leads to itself: the chain is damaged.
      guard seen.insert(next).inserted, let more = pages[next] else { return nil }
      payload += more[4..<min(4 + size - payload.count, pages.usable)]
      next = more.number(at: 0, 4)
    }
    return values(payload).map { Record(rowID: rowID, values: $0) }
  }

  private static func values(_ payload: [UInt8]) -> [DatabaseValue]? {
    var header = ByteReader(payload[...])
    guard let length = header.varint(), length >= 1, length <= payload.count else { return nil }
    header = ByteReader(payload[..<Int(length)].dropFirst(header.position))
    var body = ByteReader(payload[Int(length)...])
    var values: [DatabaseValue] = []
    while !header.isAtEnd {
      guard let type = header.varint(), let value = body.value(ofType: type) else { return nil }
      values.append(value)
    }
    return body.isAtEnd ? values : nil
  }
}

/// The rows in pages, which are read when they are needed; a class, so that they are read once.
final class LazyPageRows {
  private let path: String
  private(set) lazy var rows = PageRows(path: path)

  init(path: String) { self.path = path }
}

/// Reads the parts of a record one after the other.
private struct ByteReader {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { bytes.isEmpty }
  /// How far it has come in what the slice was cut from.
  var position: Int { bytes.startIndex }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= bytes.count else { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }

  /// A number of one to nine bytes.
  mutating func varint() -> Int64? {
    var value: UInt64 = 0
    for index in 0..<9 {
      guard let byte = bytes.popFirst() else { return nil }
      if index == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7f)
      if byte < 0x80 { return Int64(bitPattern: value) }
    }
    return nil
  }

  /// A value of a serial type.
  mutating func value(ofType type: Int64) -> DatabaseValue? {
    let integers = [1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8]
    switch type {
    case 0: return .null
    case 1...6:
      guard let size = integers[Int(type)], let bytes = take(size) else { return nil }
      // The first bit is the sign of the whole.
      let unused = 64 - 8 * size
      return Int64((bytes.number(at: 0, size) << unused) >> unused).databaseValue
    case 7:
      guard let bytes = take(8) else { return nil }
      let pattern = UInt64(bitPattern: Int64(bytes.number(at: 0, 8)))
      return Double(bitPattern: pattern).databaseValue
    case 8, 9: return (type - 8).databaseValue
    case 12...:
      guard let bytes = take(Int(truncatingIfNeeded: (type - 12) / 2)) else { return nil }
      if type % 2 == 0 { return Data(bytes).databaseValue }
      return String(validating: bytes, as: UTF8.self)?.databaseValue
    default: return nil
    }
  }
}
