/// The characters that till printers write by themselves: code page 858, Western Europe with the euro sign.
///
/// What it lacks is not lost: the caller draws such a line as a picture. Only signs that mean the same in
/// plain letters are written otherwise, since a bill of pictures prints for a minute over a slow cable: the
/// rupee's as `Rs `, dashes, quotation marks and the like.
public enum CodePage858 {
    /// The number that `ESC t` takes.
    public static let number: UInt8 = 19

    /// The text in the code page, one byte a character; nil where a character is not in it.
    public static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for character in text.unicodeScalars {
            if (0x20..<0x7F).contains(character.value) {
                bytes.append(UInt8(character.value))
            } else if let byte = upper[character] {
                bytes.append(byte)
            } else if let plain = plainly[character] {
                bytes += Array(plain.utf8)
            } else {
                return nil
            }
        }
        return bytes
    }

    /// Means the same in plain letters.
    private static let plainly: [Unicode.Scalar: String] = [
        "₹": "Rs ", "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"", "…": "...",
        "•": "*", "\u{2009}": " ", "\u{202F}": " ", "\t": " ",
    ]

    /// From 128 on, in the order of the code page, but for its frames and blocks, which are spaces here.
    private static let table =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
        + "áíóúñÑªº¿®¬½¼¡«»     ÁÂÀ©    ¢¥ "
        + "      ãÃ       ¤ðÐÊËÈ€ÍÎÏ    ¦Ì "
        + "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³² \u{A0}"

    private static let upper: [Unicode.Scalar: UInt8] = {
        var bytes: [Unicode.Scalar: UInt8] = [:]
        for (index, character) in table.unicodeScalars.enumerated() where character != " " {
            bytes[character] = UInt8(clamping: 128 + index)
        }
        return bytes
    }()
}
