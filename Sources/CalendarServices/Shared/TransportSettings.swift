/// How patient the transport is.
package struct TransportSettings: Sendable {
  /// The longest time to establish a connection.
  package var connectTimeout: Duration
  /// The longest time until an answer begins, and between two pieces of it.
  package var answerTimeout: Duration
  /// The longest time from the request to the end of its answer.
  var bodyTimeout: Duration { answerTimeout * 4 }
  /// The most bytes of an answer.
  package var bodyLimit: Int
  /// How many times a read is sent at most.
  package var attempts: Int
  /// How long the first wait between two attempts is at most; each further one twice that.
  package var firstDelay: Duration
  /// How long the first wait is at least after too many requests, where the service does not say how
  /// long; each further one twice that.
  package var firstPause: Duration
  /// The longest wait within a request; a service that asks for more gets it from the caller.
  package var longestDelay: Duration
  /// How services are reached.
  package var network: NetworkSettings

  /// Makes settings; the defaults are for a user who waits.
  package init(
    connectTimeout: Duration = .seconds(5),
    answerTimeout: Duration = .seconds(30),
    bodyLimit: Int = 32 << 20,
    attempts: Int = 3,
    firstDelay: Duration = .milliseconds(250),
    firstPause: Duration = .seconds(1),
    longestDelay: Duration = .seconds(5),
    network: NetworkSettings = NetworkSettings()
  ) {
    self.connectTimeout = connectTimeout
    self.answerTimeout = answerTimeout
    self.bodyLimit = bodyLimit
    self.attempts = attempts
    self.firstDelay = firstDelay
    self.firstPause = firstPause
    self.longestDelay = longestDelay
    self.network = network
  }
}
