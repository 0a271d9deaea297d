import Journaling

extension Storage {
  /// Gives the file the content `bytes` in one step, not durably: for what can be made again.
  func put(_ bytes: [UInt8], as name: String) throws(StorageError) {
    let unfinished = name + Self.unfinishedSuffix
    do throws(StorageError) {
      try remove(unfinished)
      try write(bytes, to: unfinished, at: 0)
      try rename(unfinished, to: name)
    } catch {
      // The error that counts is the first one; what is left behind is swept at the next start.
      do { try remove(unfinished) } catch {}
      throw error
    }
  }
}
