import Domain
import Testing

/// Names of pictures' files, and how files begin.
struct ImageNameTests {
    private static let text = "image_01jqaf8h00f6vbb6vb4tzxm3kz.webp"

    @Test func `a name says ID and form, and is read as it is written`() throws {
        let name = try #require(ImageName(Self.text))

        #expect(name.format == .webp)
        #expect(name.description == Self.text)
    }

    @Test(arguments: [
        "", "image", "image_01jqaf8h00f6vbb6vb4tzxm3kz", "image_01jqaf8h00f6vbb6vb4tzxm3kz.",
        "image_01jqaf8h00f6vbb6vb4tzxm3kz.svg", "image_01jqaf8h00f6vbb6vb4tzxm3kz.PNG",
        "image_01jqaf8h00f6vbb6vb4tzxm3kz.png.png", "image_01JQAF8H00F6VBB6VB4TZXM3KZ.png",
        "item_01jqaf8h00f6vbb6vb4tzxm3kz.png", "../image_01jqaf8h00f6vbb6vb4tzxm3kz.png",
        "image_01jqaf8h00f6vbb6vb4tzxm3kz.png/..", "image_8zzzzzzzzzzzzzzzzzzzzzzzzz.png",
        "%2e%2e/image_01jqaf8h00f6vbb6vb4tzxm3kz.png", "..", "image_01jqaf8h00f6vbb6vb4tzxm3kz.png\0",
    ])
    func `whatever else is asked for is no name`(_ text: String) {
        #expect(ImageName(text) == nil)
    }

    @Test func `the first bytes tell the form, not what the sender says`() {
        let begins: [ImageFormat: [UInt8]] = [
            .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
            .jpeg: [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1],
            .webp: Array("RIFF".utf8) + [36, 0, 0, 0] + Array("WEBP".utf8),
        ]

        for (format, bytes) in begins {
            #expect(bytes.count == ImageFormat.signatureByteCount)
            for other in ImageFormat.allCases { #expect(other.begins(bytes) == (other == format)) }
        }
        for text in ["", "<svg xmlns", "GIF89a______", "RIFF0000WAVE", "<!DOCTYPE ht"] {
            for format in ImageFormat.allCases { #expect(!format.begins(Array(text.utf8))) }
        }
    }
}
