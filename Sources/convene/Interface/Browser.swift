import Foundation
import Subprocess
import SystemPackage

/// The program that opens links.
struct Browser: Sendable {
  private let command: String

  /// Finds the browser of an environment.
  ///
  /// - Returns: `nil` when there is none to be seen, as over SSH.
  init?(_ environment: LiveEnvironment) {
    if let named = environment.variable("BROWSER") {
      command = named.split(separator: ":").first.map(String.init) ?? named
      return
    }
    #if os(macOS)
      guard !environment.isRemote else { return nil }
      command = "open"
    #else
      guard environment.variable("WAYLAND_DISPLAY") ?? environment.variable("DISPLAY") != nil
      else { return nil }
      command = "xdg-open"
    #endif
  }

  /// Opens a link; never through a shell, which would act on what is in it.
  ///
  /// - Parameters:
  ///   - url: The link, checked by the rules.
  ///   - onProblem: Told when that failed.
  func open(_ url: String, onProblem: @escaping @Sendable (String) -> Void) {
    let words = command.split(separator: " ").map(String.init)
    guard let program = words.first else { return }
    let arguments = words.dropFirst() + [url]
    Task.detached {
      do {
        let result = try await run(
          program.contains("/") ? .path(.init(program)) : .name(program),
          arguments: Arguments(Array(arguments)),
          output: .discarded,
          error: .discarded
        )
        if !result.terminationStatus.isSuccess {
          onProblem("\(program) could not open the link (\(result.terminationStatus)).")
        }
      } catch {
        onProblem("\(program) cannot be started. Set $BROWSER to a browser.")
      }
    }
  }
}
