import Testing

@testable import CurlTransport

@Suite struct MemoryTests {
  @Test func `what was unusually long leaves no room behind, what is ordinary keeps its own`() {
    var memory = Memory()
    let bytes = [UInt8](repeating: 0x61, count: 100_000)
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      memory.append(base, count: 1000)
      let room = memory.capacity
      memory.removeAll()
      #expect(memory.capacity == room)
      for _ in 0..<3 { memory.append(base, count: bytes.count) }
      #expect(memory.count == 300_000)
      memory.removeAll()
      #expect(memory.capacity == 0)
      memory.append(base, count: 10)
      #expect(memory.bytes.elementsEqual([UInt8](repeating: 0x61, count: 10)))
    }
  }
}
