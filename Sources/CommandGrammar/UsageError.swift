/// Why the words of a command do not make sense; a fact, which is worded elsewhere.
package enum UsageError: Error, Hashable, Sendable {
  /// Something that is needed was not typed; the text names it, such as `a rating from 1 to 5`.
  case missing(String)
  /// A word is left over that means nothing here.
  case unexpected(String)
  /// A word is not what was expected; the second text names that.
  case invalid(String, expected: String)
  /// A flag is not known; the second text is the nearest one that is.
  case unknownFlag(String, nearest: String?)
  /// A flag has no value behind it.
  case flagWithoutValue(String)
  /// A text is longer than the number of bytes that are kept; the text names it.
  case tooLong(String, limitBytes: Int)
}
