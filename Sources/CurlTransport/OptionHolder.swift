import CCurl

/// Whoever owns a handle of libcurl, whose address libcurl keeps to call it back.
protocol OptionHolder: AnyObject {
  /// The handle.
  var easy: UnsafeMutableRawPointer { get }
}

extension OptionHolder {
  /// Sets a switch, a number or a time.
  func setLong(_ option: CURLoption, _ value: Int) {
    require(ccurl_set_long(easy, option, value))
  }

  /// Sets a text that libcurl copies; nil puts the default back.
  func setText(_ option: CURLoption, _ text: String?) {
    require(ccurl_set_text(easy, option, text))
  }

  /// Sets what libcurl only points at.
  func setPointer(_ option: CURLoption, _ pointer: UnsafeMutableRawPointer) {
    require(ccurl_set_pointer(easy, option, pointer))
  }

  /// The owner whose address libcurl hands back.
  static func at(_ pointer: UnsafeMutableRawPointer?) -> Self {
    guard let pointer else { preconditionFailure("libcurl lost the address of a lane.") }
    return Unmanaged.fromOpaque(pointer).takeUnretainedValue()
  }
}

/// Stops where libcurl does not know an option: the bot would run with less than it promises.
func require(_ code: CURLcode) {
  precondition(code == CURLE_OK, "libcurl refused an option (error \(code.rawValue)).")
}
