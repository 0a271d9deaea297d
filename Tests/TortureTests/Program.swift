import Foundation
import Testing

/// The program that is tried: built beside the tests.
enum Program {
  static let path: String = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("roundtable").path
  }()
}

@Suite struct ProgramTests {
  @Test func `the program and what tries it are there`() {
    #expect(FileManager.default.isExecutableFile(atPath: Program.path))
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    #expect(
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/strace") },
      "strace is missing; `make setup` installs it")
  }
}
