import Foundation
import Logging
import Restaurant
import Testing

@testable import Server

/// Settings of pictures that cannot work stop the start, in one line that says which.
struct ImageSettingTests {
    private static let keys = [
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
    ]

    private func bucket(_ change: (inout Settings.Images) -> Void = { _ in }) -> Settings {
        var settings = Settings()
        settings.images.store = "s3"
        settings.images.publicUrl = "https://cdn.test/"
        settings.images.s3Endpoint = "https://s3.eu-west-1.amazonaws.com"
        settings.images.s3Region = "eu-west-1"
        settings.images.s3Bucket = "dishes"
        settings.images.s3Prefix = "menus/"
        change(&settings.images)
        return settings
    }

    private func line(_ settings: Settings, _ environment: [String: String] = keys) -> String? {
        do {
            _ = try ImageSetting(settings, environment: environment, logger: Logger(label: "test"))
            return nil
        } catch {
            return (error as? StartFailure)?.line
        }
    }

    @Test func `a bucket is served where the operator says, and by nobody here`() throws {
        let setting = try ImageSetting(bucket(), environment: Self.keys, logger: Logger(label: "test"))

        #expect(setting.base == "https://cdn.test/menus/")
        #expect(setting.files == nil)
        #expect("\(setting.terms.store)" == "(pictures at s3.eu-west-1.amazonaws.com/dishes/menus/)")
    }

    @Test func `what a bucket needs is asked for by name`() {
        let wrong: [(String, Settings)] = [
            ("images.publicUrl: ", bucket { $0.publicUrl = "" }),
            ("images.publicUrl: ", bucket { $0.publicUrl = "cdn.test" }),
            ("images.publicUrl: ", bucket { $0.publicUrl = "https://cdn.test/?a=b" }),
            ("images.s3Endpoint: ", bucket { $0.s3Endpoint = "" }),
            ("images.s3Endpoint: ", bucket { $0.s3Endpoint = "http://s3.test" }),
            ("images.s3Endpoint: ", bucket { $0.s3Endpoint = "https://s3.test/dishes" }),
            ("images.s3Endpoint: ", bucket { $0.s3Endpoint = "https://a:b@s3.test" }),
            ("images.s3Region: ", bucket { $0.s3Region = "" }),
            ("images.s3Region: ", bucket { $0.s3Region = "eu/west" }),
            ("images.s3Bucket: ", bucket { $0.s3Bucket = "a" }),
            ("images.s3Bucket: ", bucket { $0.s3Bucket = "a/b/c" }),
            ("images.s3Prefix: ", bucket { $0.s3Prefix = "menus" }),
            ("images.s3Prefix: ", bucket { $0.s3Prefix = "../" }),
            ("images.uploadLifetime: ", bucket { $0.setLifetimes(604_801, 700_000) }),
            ("images.unusedLifetime: ", bucket { $0.setLifetimes(900, 900) }),
        ]
        for (beginning, settings) in wrong {
            let line = line(settings) ?? "nothing"
            #expect(line.hasPrefix(beginning), "\(line)")
        }
        for missing in Self.keys.keys {
            let line = line(bucket(), Self.keys.filter { $0.key != missing }) ?? "nothing"
            #expect(line.hasPrefix("environment: \(missing) is not set"), "\(line)")
            #expect(!line.contains("AKIA") && !line.contains("secret"))
        }
    }

    @Test func `a picture outlives the address that it is sent to, wherever it lies`() {
        var settings = Settings()
        settings.images.setLifetimes(900, 60)

        let refusal = line(settings) ?? "nothing"

        #expect(
            refusal.hasPrefix("images.unusedLifetime: must be longer than images.uploadLifetime"),
            "\(refusal)")
        #expect(line(bucket { $0.setLifetimes(604_800, 604_801) }) == nil)
    }
}

extension Settings.Images {
    /// For how long an address and an unused picture last, in seconds.
    fileprivate mutating func setLifetimes(_ upload: Int64, _ unused: Int64) {
        uploadLifetime = .seconds(upload)
        unusedLifetime = .seconds(unused)
    }
}
