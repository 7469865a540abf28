import Foundation
import TerminalUI

/// The themes in the program, and the user's own, which go before them.
struct ThemeStore {
  private let folder: String

  /// Makes a store.
  init(_ paths: Paths) { folder = paths.themes }

  /// Makes the store of the themes beside a configuration file.
  init(beside configuration: String) {
    folder = (configuration as NSString).deletingLastPathComponent + "/themes"
  }

  /// The names of all themes.
  var names: [String] {
    let builtIn = ThemeLibrary.builtIn.map(\.name)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let own = files.filter { $0.hasSuffix(".toml") }.map(Self.name).sorted()
    return builtIn + own.filter { !builtIn.contains($0) }
  }

  /// A theme by name, and what is wrong with its file.
  ///
  /// - Throws: ``CommandError`` when there is no such theme.
  func theme(_ name: String) throws(CommandError) -> (theme: Theme, problems: [String]) {
    guard let text = text(of: name) else {
      throw CommandError(.configuration, missing(name))
    }
    let read = ThemeFile(text, name: name).read()
    return (read.theme, read.problems.map { "\(path(of: name)): \($0)" })
  }

  /// Whether there is a theme of a name.
  func contains(_ name: String) -> Bool { text(of: name) != nil }

  /// What is said of a theme that there is not.
  func missing(_ name: String) -> String {
    "There is no theme \"\(name)\". There are \(names.joined(separator: ", "))."
  }

  private func path(of name: String) -> String { folder + "/\(name).toml" }

  private func text(of name: String) -> String? {
    let own = name.contains("/") ? nil : FileManager.default.contents(atPath: path(of: name))
    return own.map { String(decoding: $0, as: UTF8.self) }
      ?? ThemeLibrary.builtIn.first { $0.name == name }?.text
  }

  /// The name of a theme's file.
  static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".toml") ? String(file.dropLast(5)) : file
  }
}
