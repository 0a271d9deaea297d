import CommandGrammar
import Primitives

/// Takes typed values out of a YAML document and says where something is wrong.
struct SectionReader {
  private let document: YAMLDocument
  private let file: String

  init(_ document: YAMLDocument, file: String) {
    self.document = document
    self.file = file
  }

  /// The mapping at `path`, of which only `keys` may be there.
  func section(_ path: [String], keys: [String]) throws(ConfigurationError) -> Section {
    var value = document.tree
    for step in path {
      if let index = Int(step), let elements = value.array {
        value = elements[index]
      } else {
        value = value[step] ?? .null
      }
    }
    guard value.isNull || value.members != nil else {
      throw ConfigurationError(
        "Names with values are expected here.", file: file, line: document.line(of: path))
    }
    for member in value.members ?? [] where !keys.contains(member.name) {
      let near = EditDistance.nearest(to: member.name, among: keys)
      throw ConfigurationError(
        "There is no setting `\(member.name)`."
          + (near.map { " Did you mean `\($0)`?" } ?? " Known are: \(keys.joined(separator: ", "))."),
        file: file, line: document.line(of: path + [member.name]))
    }
    return Section(reader: self, path: path, value: value)
  }

  /// One mapping of the document.
  struct Section {
    fileprivate let reader: SectionReader
    fileprivate let path: [String]
    fileprivate let value: JSONValue

    /// A text, or a number taken as text; nil where the key is absent or empty.
    func text(_ key: String) throws(ConfigurationError) -> String? {
      switch value[key] {
      case .none, .null: return nil
      case .string(let text), .number(let text): return text
      default: throw error(key, "`\(key)` must be a text.")
      }
    }

    /// A whole number within `range`; nil where the key is absent or empty.
    func integer(
      _ key: String, in range: ClosedRange<Int>
    ) throws(ConfigurationError) -> Int? {
      guard let text = try text(key) else { return nil }
      guard let number = Int(text), range.contains(number) else {
        throw error(
          key,
          "`\(key)` must be a whole number from \(range.lowerBound) to \(range.upperBound), not `\(text)`."
        )
      }
      return number
    }

    /// Yes or no; nil where the key is absent or empty.
    func boolean(_ key: String) throws(ConfigurationError) -> Bool? {
      switch value[key] {
      case .none, .null: return nil
      case .boolean(let answer): return answer
      default: throw error(key, "`\(key)` must be `true` or `false`.")
      }
    }

    /// A mapping; one without values where the key is absent or empty.
    func section(_ key: String, keys: [String]) throws(ConfigurationError) -> Section {
      try reader.section(path + [key], keys: keys)
    }

    /// A list of texts; empty where the key is absent or empty.
    func texts(_ key: String) throws(ConfigurationError) -> [String] {
      guard let found = value[key], !found.isNull else { return [] }
      guard let elements = found.array else { throw error(key, "`\(key)` must be a list: [a, b].") }
      var texts: [String] = []
      for element in elements {
        switch element {
        case .string(let text), .number(let text): texts.append(text)
        default: throw error(key, "`\(key)` must be a list of texts.")
        }
      }
      return texts
    }

    /// A list of mappings; nil where the key is absent.
    func sections(_ key: String, keys: [String]) throws(ConfigurationError) -> [Section]? {
      guard let found = value[key], !found.isNull else { return nil }
      guard let elements = found.array else { throw error(key, "`\(key)` must be a list.") }
      var sections: [Section] = []
      for index in elements.indices {
        sections.append(try reader.section(path + [key, String(index)], keys: keys))
      }
      return sections
    }

    /// The line on which the value of `key` begins; nil where it is absent.
    func line(of key: String) -> Int? { reader.document.line(of: path + [key]) }

    /// What is wrong with the value of `key`.
    func error(_ key: String, _ reason: String) -> ConfigurationError {
      let line = reader.document.line(of: path + [key]) ?? reader.document.line(of: path)
      return ConfigurationError(reason, file: reader.file, line: line)
    }
  }
}
