package import CommunityCore
import Glibc

/// Where profiles and long texts lie.
package struct Resources: Sendable {
  /// The folder that holds `Config` and `Prompts`.
  package let folder: String

  /// Finds the folder.
  ///
  /// Looked for in this order: the one given on the command line, the one in `ROUNDTABLE_RESOURCES`,
  /// the folder of the executable and its parents (and `share/roundtable` in each), and
  /// `/usr/share/roundtable`. Throws with all that was searched where none holds the files.
  package init(
    given: String?, environment: [String: String], executable: String
  ) throws(ConfigurationError) {
    if let named = given ?? environment["ROUNDTABLE_RESOURCES"] {
      guard Self.holdsResources(named) else {
        throw ConfigurationError("There are no Config/endpoints and Prompts in \(named).")
      }
      folder = named
      return
    }
    var candidates: [String] = []
    var folder = executable[...]
    while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
      folder = folder[..<slash]
      let place = folder.isEmpty ? "/" : String(folder)
      candidates += [place, place + (place == "/" ? "" : "/") + "share/roundtable"]
    }
    candidates.append("/usr/share/roundtable")
    guard let found = candidates.first(where: Self.holdsResources) else {
      throw ConfigurationError(
        "I find no profiles and texts (Config/endpoints, Prompts). Name their folder with --resources"
          + " or ROUNDTABLE_RESOURCES. I looked in \(candidates.joined(separator: ", ")).")
    }
    self.folder = found
  }

  private static func holdsResources(_ folder: String) -> Bool {
    access(folder + "/Config/endpoints", R_OK) == 0 && access(folder + "/Prompts", R_OK) == 0
  }

  /// The configuration that is used where none is named.
  package var configurationFile: String { folder + "/Config/roundtable.yaml" }

  /// The file of the profile called `name`, or of the path `name` where it holds a slash.
  package func profileFile(_ name: String) throws(ConfigurationError) -> String {
    if name.utf8.contains(UInt8(ascii: "/")) { return name }
    let file = "\(folder)/Config/endpoints/\(name).yaml"
    guard access(file, R_OK) == 0 else {
      let known = TextFile.names(in: folder + "/Config/endpoints", suffix: ".yaml")
      throw ConfigurationError(
        "There is no profile `\(name)`. Known are: \(known.joined(separator: ", ")).", file: file)
    }
    return file
  }

  /// The long texts in `language`.
  package func prompts(language: String) throws(ConfigurationError) -> Prompts {
    let place = "\(folder)/Prompts/\(language)"
    var texts: [String: String] = [:]
    for name in TextFile.names(in: place, suffix: ".md") {
      texts[name] = try TextFile.read("\(place)/\(name).md")
    }
    for name in TextFile.names(in: "\(place)/formats", suffix: ".md") {
      let own = Prompts.formatPrefix + name
      texts[own] = try TextFile.read("\(place)/\(own).md")
    }
    do throws(PromptError) {
      return try Prompts(texts)
    } catch {
      switch error {
      case .missing(let name):
        throw ConfigurationError("This text is missing.", file: "\(place)/\(name).md")
      case .unknownPlaceholder(let placeholder, let name, let known):
        throw ConfigurationError(
          "Nothing fills {{\(placeholder)}}. It may hold: "
            + known.map { "{{\($0)}}" }.joined(separator: " ") + ".", file: "\(place)/\(name).md")
      case .slip(let name, let line, let rule):
        throw ConfigurationError(rule, file: "\(place)/\(name).md", line: line)
      }
    }
  }
}
