import Testing

@testable import convene

/// The homes of files, as the XDG Base Directory Specification has them.
@Suite struct PathsTests {
  @Test("Without variables the folders are those of the home")
  func defaults() {
    let paths = Paths(["HOME": "/home/mara"])
    #expect(paths.configuration == "/home/mara/.config/convene/config.toml")
    #expect(paths.themes == "/home/mara/.config/convene/themes")
    #expect(paths.cache == "/home/mara/.local/share/convene/convene.sqlite")
    #expect(paths.log == "/home/mara/.local/state/convene/convene.log")
  }

  @Test("Each variable moves its own folder")
  func variables() {
    let paths = Paths([
      "HOME": "/home/mara", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d",
      "XDG_STATE_HOME": "/s",
    ])
    #expect(paths.config == "/c/convene")
    #expect(paths.data == "/d/convene")
    #expect(paths.state == "/s/convene")
  }

  @Test(
    "A folder that is empty or not absolute is ignored",
    arguments: ["", "config", "./c", "~/c"]
  )
  func notAbsolute(_ value: String) {
    let paths = Paths(["HOME": "/home/mara", "XDG_CONFIG_HOME": value])
    #expect(paths.config == "/home/mara/.config/convene")
  }

  @Test("Where the variables name no home it is that of the system", arguments: [nil, "", "mara"])
  func home(_ given: String?) throws {
    var variables = ["LANG": "C"]
    variables["HOME"] = given
    let all = LiveEnvironment.withHome(variables)
    #expect(all["HOME"]?.hasPrefix("/") == true)
    #expect(all["LANG"] == "C")
    #expect(LiveEnvironment.withHome(["HOME": "/home/mara"]) == ["HOME": "/home/mara"])
  }

  @Test("Without a home nothing is looked for in the working folder")
  func homeless() {
    #expect(Paths([:]).config == "/.config/convene")
    #expect(Paths(["HOME": "/"]).config == "/.config/convene")
    #expect(Paths(["HOME": "mara"]).config == "/.config/convene")
  }
}
