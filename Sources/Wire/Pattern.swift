/// Some bytes to be looked for in many others.
///
/// Horspool's search (1980): compare at the end of the window; the byte there says how far the window may
/// move, at most the pattern's length. A boundary of 60 bytes is passed over a video in steps of nearly 60.
struct Pattern: Sendable {
    private let bytes: [UInt8]
    private let steps: [Int]

    var count: Int { bytes.count }

    init(_ bytes: [UInt8]) {
        precondition(!bytes.isEmpty, "there must be something to look for")
        self.bytes = bytes
        var steps = [Int](repeating: bytes.count, count: 256)
        for (index, byte) in bytes.dropLast().enumerated() { steps[Int(byte)] = bytes.count - 1 - index }
        self.steps = steps
    }

    /// Index of its first place in the slice, nil if it is not there whole.
    func first(in slice: ArraySlice<UInt8>) -> Int? {
        let last = bytes.count - 1
        return slice.withUnsafeBufferPointer { text in
            var start = 0
            while start + last < text.count {
                let end = text[start + last]
                if end == bytes[last], bytes.elementsEqual(text[start...start + last]) {
                    return slice.startIndex + start
                }
                start += steps[Int(end)]
            }
            return nil
        }
    }
}
