import Glibc

/// What the environment says, with secrets that lie in files put in their place.
package enum Secrets {
  /// The environment with the variable `NAME` for every `NAME_FILE` that names a file.
  ///
  /// Such a file must not be readable by everybody. White space around its text is dropped. Called
  /// again after a refused token, it reads the files again.
  package static func resolved(
    _ environment: [String: String]
  ) throws(ConfigurationError) -> [String: String] {
    var resolved = environment
    for (variable, file) in environment
    where variable.hasSuffix("_FILE") && isSecret(variable) && !file.isEmpty {
      var status = stat()
      guard stat(file, &status) == 0 else {
        throw ConfigurationError(
          "\(variable) names a file that can't be read: \(String(cString: strerror(errno))).",
          file: file)
      }
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw ConfigurationError("\(variable) must name a file.", file: file)
      }
      guard status.st_mode & 0o007 == 0 else {
        throw ConfigurationError(
          "Everybody can read this file with a secret. Run: chmod 600 \(file)", file: file)
      }
      let text = try TextFile.read(file)
      let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
        .reversed()
      if trimmed.isEmpty {
        throw ConfigurationError("\(variable) names an empty file.", file: file)
      }
      resolved[String(variable.dropLast(5))] = String(trimmed)
    }
    return resolved
  }

  /// Whether a variable that ends in `_FILE` is one of ours.
  ///
  /// Others, such as `SSL_CERT_FILE`, name public files of other programs.
  private static func isSecret(_ variable: String) -> Bool {
    ["_TOKEN_FILE", "_KEY_FILE", "_PASSWORD_FILE", "_WEBHOOK_URL_FILE"].contains {
      variable.hasSuffix($0)
    }
  }
}
