package import Primitives
import Yams

/// A file that people edit, read as a tree whose keys know their lines.
///
/// It is the YAML that needs no manual: plain words are texts, but for `true`, `false`, `null` and
/// numbers as JSON writes them; `no`, `on`, `0x1F` and `16:00` stay texts. A key that stands twice in
/// one map, a key that is no plain text, a second document and a tag are errors. Aliases are followed,
/// but the whole tree may have no more than `maximumNodes` values and `maximumDepth` levels, so a few
/// lines cannot become gigabytes.
package struct YAMLDocument: Sendable {
  /// What the file says.
  package let tree: JSONValue

  private let lines: [[String]: Int]

  /// The largest file that is read, in bytes.
  package static let maximumBytes = 1 << 18
  /// The longest line of a file that is read, in bytes.
  package static let maximumLineBytes = 4096
  /// The largest number of values in a file, those of aliases counted each time.
  package static let maximumNodes = 20_000
  /// The deepest nesting of a file.
  package static let maximumDepth = 64

  /// Reads `text`, the content of `file`; an empty text is an empty map.
  package init(reading text: String, file: String) throws(DocumentError) {
    try Self.checkSize(text, file)
    var builder = TreeBuilder(file: file)
    do {
      // No resolver's rules: Yams would try a dozen regular expressions on every key.
      let parser = try Parser(yaml: text, resolver: .basic)
      if let root = try parser.singleRoot() {
        tree = try builder.value(root, at: [])
      } else {
        tree = .object([])
      }
    } catch let error as DocumentError {
      throw error
    } catch let error as YamlError {
      throw DocumentError(error, file: file)
    } catch {
      throw DocumentError(file: file, line: nil, reason: "\(error)")
    }
    lines = builder.lines
  }

  /// The line, from 1, on which the value at `path` begins: keys, and indices of lists as numbers.
  package func line(of path: [String]) -> Int? {
    lines[path]
  }

  /// The line of the value that a JSON Pointer such as `/receive/cursor/next` leads to, or of the
  /// nearest one around it that there is.
  package func line(at pointer: String) -> Int? {
    var path = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map { token in
        token.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
          .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
      }
    while lines[path] == nil, !path.isEmpty { path.removeLast() }
    return lines[path]
  }

  private static func checkSize(_ text: String, _ file: String) throws(DocumentError) {
    guard text.utf8.count <= maximumBytes else {
      throw DocumentError(
        file: file, line: nil, reason: "the file is larger than \(maximumBytes) bytes")
    }
    var number = 1
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard line.count <= maximumLineBytes else {
        throw DocumentError(
          file: file, line: number, reason: "the line is longer than \(maximumLineBytes) bytes")
      }
      // A key that is an alias or a map could cost more to compare than the file has bytes.
      let trimmed = line.drop { $0 == 0x20 }
      if trimmed.first == UInt8(ascii: "*") || trimmed.starts(with: "? ".utf8) {
        throw DocumentError(file: file, line: number, reason: "a key must be a plain text")
      }
      number += 1
    }
  }
}

/// Why a file cannot be read, and where that shows.
package struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as it was named to us.
  package let file: String
  /// The line, from 1, where it is known.
  package let line: Int?
  /// What is wrong, as one clause without a full stop.
  package let reason: String

  /// States that `reason` holds on `line` of `file`.
  package init(file: String, line: Int?, reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  /// File, line and reason, as compilers write them.
  package var description: String {
    line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
  }

  /// What Yams found, in our words.
  fileprivate init(_ error: YamlError, file: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(file: file, line: mark.line, reason: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        file: file, line: context.mark.line,
        reason: "the key \(duplicates.sorted().joined(separator: ", ")) stands twice in one map")
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem),
      .representer(let problem):
      self.init(file: file, line: nil, reason: problem)
    default:
      self.init(file: file, line: nil, reason: "the file is no YAML")
    }
  }
}

/// Turns the nodes of Yams into our tree, and notes their lines.
private struct TreeBuilder {
  let file: String
  var lines: [[String]: Int] = [:]
  private var count = 0

  init(file: String) { self.file = file }

  mutating func value(_ node: Node, at path: [String]) throws(DocumentError) -> JSONValue {
    count += 1
    guard count <= YAMLDocument.maximumNodes, path.count <= YAMLDocument.maximumDepth else {
      throw error(
        node, count > YAMLDocument.maximumNodes ? "too many values" : "nested too deeply")
    }
    if lines[path] == nil { lines[path] = node.mark?.line }
    switch node {
    case .scalar(let scalar):
      return scalar.style == .plain ? Self.plain(scalar.string) : .string(scalar.string)
    case .sequence(let sequence):
      var elements: [JSONValue] = []
      for (index, element) in sequence.enumerated() {
        elements.append(try value(element, at: path + [String(index)]))
      }
      return .array(elements)
    case .mapping(let mapping):
      var members: [JSONMember] = []
      for (key, child) in mapping {
        guard case .scalar(let name) = key else { throw error(key, "a key must be a plain text") }
        let place = path + [name.string]
        lines[place] = key.mark?.line
        members.append(JSONMember(name.string, try value(child, at: place)))
      }
      return .object(members)
    case .alias:
      throw error(node, "an alias leads nowhere")
    }
  }

  private func error(_ node: Node, _ reason: String) -> DocumentError {
    DocumentError(file: file, line: node.mark?.line, reason: reason)
  }

  /// The value of a word without quotation marks.
  private static func plain(_ word: String) -> JSONValue {
    switch word {
    case "", "~", "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: break
    }
    guard let first = word.utf8.first, first == UInt8(ascii: "-") || (48...57).contains(first)
    else { return .string(word) }
    do {
      if case .number(let text) = try JSONValue(parsing: Array(word.utf8)), text == word {
        return .number(text)
      }
    } catch {
      return .string(word)
    }
    return .string(word)
  }
}
