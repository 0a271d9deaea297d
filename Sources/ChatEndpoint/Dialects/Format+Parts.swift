import Primitives

extension Format {
  /// Cuts `text`, in the markup of `Reply`, into parts that are short enough once they are written.
  ///
  /// It is cut at line ends where that is possible, else behind a space, else between two scalars.
  /// `longest` stands in for the service's own limit where it is smaller.
  func parts(of text: String, longest smaller: Int? = nil) -> [String] {
    let longest = min(self.longest, smaller ?? self.longest)
    // The longest that any byte can become is the six of `&quot;`, and again as many in the body.
    if text.utf8.count <= longest / 8 || length(render(text)) <= longest { return [text] }
    var parts: [String] = []
    var part = ""
    var partLength = 0
    for line in lines(of: text, longest: longest) {
      let lineLength = length(render(line)) + 6
      if !part.isEmpty, partLength + lineLength > longest {
        parts.append(part)
        part = line
        partLength = lineLength
      } else {
        part += part.isEmpty ? line : "\n" + line
        partLength += lineLength
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts.isEmpty ? [text] : parts
  }

  /// The lines of `text`, those cut again that are too long by themselves.
  private func lines(of text: String, longest: Int) -> [String] {
    var lines: [String] = []
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      var rest = Substring(line)
      while length(render(String(rest))) + 6 > longest {
        let cut = cut(rest, longest: longest)
        lines.append(String(rest[..<cut]))
        rest = rest[cut...]
      }
      lines.append(String(rest))
    }
    return lines
  }

  /// Where to cut a line that is too long: behind its last space that still fits, but never so early
  /// that nothing is left in front.
  private func cut(_ line: Substring, longest: Int) -> Substring.Index {
    let scalars = line.unicodeScalars
    var low = 1
    var high = max(1, min(scalars.count - 1, longest))
    while low < high {
      let middle = (low + high + 1) / 2
      let end = scalars.index(scalars.startIndex, offsetBy: middle)
      let fits = length(render(String(line[..<end]))) + 6 <= longest
      if fits { low = middle } else { high = middle - 1 }
    }
    let end = scalars.index(scalars.startIndex, offsetBy: low)
    let half = scalars.index(scalars.startIndex, offsetBy: low / 2)
    if let space = line[half..<end].utf8.lastIndex(of: 0x20) {
      return line.utf8.index(after: space)
    }
    return end
  }
}
