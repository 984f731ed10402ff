import Glibc

/// Small questions asked of bytes, at the speed of the C library.
enum Bytes {
    static func big(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    static func little(_ bytes: some BidirectionalCollection<UInt8>) -> Int { big(bytes.reversed()) }

    /// Where `mark` first stands at or after `start`.
    static func place(of mark: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
        bytes.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress, let first = mark.first else { return nil }
            var place = start
            while place + mark.count <= bytes.count {
                let left = bytes.count - place - mark.count + 1
                guard let found = memchr(base + place, Int32(first), left) else { return nil }
                place = UnsafeRawPointer(found) - base
                if memcmp(base + place, mark, mark.count) == 0 { return place }
                place += 1
            }
            return nil
        }
    }

    /// All places of `mark`, ascending.
    static func places(of mark: [UInt8], in bytes: [UInt8]) -> [Int] {
        var places: [Int] = []
        while let next = place(of: mark, in: bytes, from: (places.last ?? -1) + 1) { places.append(next) }
        return places
    }

    /// Lower-case ASCII without zero bytes: text in UTF-8 and in UTF-16 reads alike.
    static func folded(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { folded, count in
            bytes.withUnsafeBufferPointer { bytes in
                for byte in bytes where byte != 0 {
                    folded[count] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                    count += 1
                }
            }
        }
    }
}
