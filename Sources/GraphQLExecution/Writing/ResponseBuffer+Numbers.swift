/// "00" … "99": two digits a step halve the divisions.
private let digitPairs: StaticString =
    """
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    """

extension ResponseBuffer {
    /// Appends an integer in decimal.
    public mutating func appendInteger(_ value: Int64) {
        let target = reserve(20)
        var magnitude = value.magnitude
        var length = decimalDigits(magnitude)
        var end = target
        if value < 0 {
            target[0] = 0x2D
            end += 1
            count &+= 1
        }
        count &+= length
        let pairs = digitPairs.utf8Start
        while magnitude >= 100 {
            let pair = Int(magnitude % 100) &* 2
            magnitude /= 100
            length &-= 2
            end[length] = pairs[pair]
            end[length &+ 1] = pairs[pair &+ 1]
        }
        if magnitude >= 10 {
            end[0] = pairs[Int(magnitude) &* 2]
            end[1] = pairs[Int(magnitude) &* 2 &+ 1]
        } else {
            end[0] = 0x30 &+ UInt8(truncatingIfNeeded: magnitude)
        }
    }

    @inline(__always)
    private func decimalDigits(_ magnitude: UInt64) -> Int {
        var digits = 1
        var bound: UInt64 = 10
        while magnitude >= bound {
            digits &+= 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        return digits
    }

    /// Appends a finite float as JSON; integral values are written without a point, as JavaScript does.
    ///
    /// - Returns: false, with nothing written, for NaN and infinities.
    public mutating func appendFloat(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        if value == value.rounded(), value.magnitude < 1e15 {
            appendInteger(Int64(value))
            return true
        }
        append(value.description)
        return true
    }
}
