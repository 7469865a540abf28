import Foundation

/// The pages of a database file and of the log beside it, read without SQLite.
///
/// Source: https://www.sqlite.org/fileformat2.html
struct FilePages {
  /// The size of a page, in bytes.
  let size: Int
  /// How many bytes of a page hold content; the rest is reserved.
  let usable: Int
  /// The number of the last page; the first one is 1.
  let count: Int
  private let file: Data
  private let log: Data
  /// Where the newest copy of a page lies in the log.
  private let logged: [Int: Int]

  /// The size that SQLite gives pages, where the file does not say it any more.
  private static let usualSize = 4_096

  /// Reads the files; nothing of them is changed.
  ///
  /// Call it while nobody writes: a file that is read this way and closed loses the locks that
  /// SQLite holds on it in this process.
  init(path: String) {
    file = (try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)) ?? Data()
    log = (try? Data(contentsOf: URL(fileURLWithPath: path + "-wal"))) ?? Data()
    let hasHeader = file.starts(with: Data("SQLite format 3\0".utf8))
    let named = hasHeader ? file.number(at: 16, 2) : 0
    let ofLog = log.number(at: 8, 4)
    let candidates = [named == 1 ? 65_536 : named, ofLog, Self.usualSize]
    let size = candidates.first { (512...65_536).contains($0) && $0 & ($0 - 1) == 0 }
    self.size = size ?? Self.usualSize
    usable = self.size - (hasHeader ? min(file.number(at: 20, 1), 32) : 0)
    logged = Self.frames(of: log, pageSize: self.size)
    count = max(file.count / self.size, logged.keys.max() ?? 0)
  }

  /// The bytes of a page; `nil` when there is none of the number.
  subscript(number: Int) -> [UInt8]? {
    if let offset = logged[number] { return [UInt8](log.dropFirst(offset).prefix(size)) }
    guard number >= 1, number * size <= file.count else { return nil }
    return [UInt8](file.dropFirst((number - 1) * size).prefix(size))
  }

  /// The first page of the list of free pages; 0 when there is none or nobody knows.
  var firstFree: Int {
    guard let page = self[1], page.starts(with: Array("SQLite format 3\0".utf8)) else { return 0 }
    return page.number(at: 32, 4)
  }

  /// Where the newest committed copy of each page lies in a log.
  ///
  /// Source: https://www.sqlite.org/walformat.html
  private static func frames(of log: Data, pageSize: Int) -> [Int: Int] {
    let magic = log.number(at: 0, 4)
    guard magic & ~1 == 0x377f_0682, log.number(at: 8, 4) == pageSize else { return [:] }
    var sum = Checksum(isBigEndian: magic & 1 == 1)
    sum.add(log, 0..<24)
    guard sum.isStored(in: log, at: 24) else { return [:] }
    var committed: [Int: Int] = [:]
    var pending: [Int: Int] = [:]
    var start = 32
    while start + 24 + pageSize <= log.count {
      guard log.number(at: start + 8, 8) == log.number(at: 16, 8) else { break }
      sum.add(log, start..<start + 8)
      sum.add(log, start + 24..<start + 24 + pageSize)
      guard sum.isStored(in: log, at: start + 16) else { break }
      pending[log.number(at: start, 4)] = start + 24
      if log.number(at: start + 4, 4) > 0 {
        committed.merge(pending) { $1 }
        pending = [:]
      }
      start += 24 + pageSize
    }
    return committed
  }

  /// The sum by which a log tells whole frames from others.
  private struct Checksum {
    let isBigEndian: Bool
    var first: UInt32 = 0
    var second: UInt32 = 0

    mutating func add(_ data: Data, _ range: Range<Int>) {
      data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
        for offset in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
          first = first &+ word(bytes, offset) &+ second
          second = second &+ word(bytes, offset + 4) &+ first
        }
      }
    }

    private func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
    }

    func isStored(in data: Data, at offset: Int) -> Bool {
      data.number(at: offset, 4) == Int(first) && data.number(at: offset + 4, 4) == Int(second)
    }
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// A number of some bytes, the highest first; 0 where there are not so many.
  func number(at offset: Int, _ length: Int) -> Int {
    guard offset >= 0, offset + length <= count else { return 0 }
    let bytes = self[(startIndex + offset)..<(startIndex + offset + length)]
    return Int(truncatingIfNeeded: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
