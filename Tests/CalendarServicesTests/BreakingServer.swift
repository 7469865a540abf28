import Foundation

/// A server that breaks every connection as soon as it has read something.
///
/// A class because it is the one listener behind a port.
final class BreakingServer: Sendable {
  let port: UInt16
  private let listener: Int32

  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening else { throw CocoaError(.fileWriteUnknown) }
    port = UInt16(bigEndian: address.sin_port)
    self.listener = listener
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        var byte: UInt8 = 0
        _ = recv(connection, &byte, 1, 0)
        // Closed with time zero it is reset instead of ended.
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
          connection,
          SOL_SOCKET,
          SO_LINGER,
          &option,
          socklen_t(MemoryLayout<linger>.size)
        )
        close(connection)
      }
    }
  }

  /// Ends it; its port is free then.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }
}
