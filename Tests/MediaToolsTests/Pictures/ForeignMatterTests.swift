import MediaTools
import Testing

/// Files that are two things at once.
@Suite struct ForeignMatterTests {
    private let space = Workspace()

    @Test(arguments: [
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", ForeignMatter.markup),
        ("\u{FEFF}  \n<?xml version='1.0'?><svg/>", .markup), ("<!-- x --><svg/>", .markup),
        ("<!DOCTYPE html>", .markup), ("<HTML>", .markup), ("%PDF-1.7", .document),
        ("\n\n%PDF-1.4", .document),
        ("%!PS-Adobe", .document), ("PK\u{3}\u{4}", .archive), ("Rar!\u{1A}\u{7}", .archive),
        ("MZ", .program),
        ("\u{7F}ELF", .program), ("\0asm", .program), ("#!/bin/sh", .script), ("<?php echo 1;", .script),
    ])
    func whatIsSomethingElseIsRefusedByItsName(text: String, kind: ForeignMatter) async throws {
        let source = space.write(Array(text.utf8) + [UInt8](repeating: 0, count: 40), "a.jpg")
        await refuses(source, .isForeign(kind))
    }

    @Test func realFilesOfOtherKindsAreRefusedByTheirNames() async throws {
        await refuses(Samples.docx, .isForeign(.archive))
        await refuses(Samples.pdf, .isForeign(.document))
        await refuses("/usr/bin/vips", .isForeign(.program))
        let wide: [UInt8] = [0xFF, 0xFE] + Array("<svg/>".utf8).flatMap { [$0, 0] as [UInt8] }
        await refuses(space.write(wide, "wide.svg"), .isForeign(.markup))
        await refuses(space.write([0x1F, 0x8B, 8, 0], "drawing.svgz"), .isForeign(.archive))
    }

    /// All formats, each with every kind of thing behind its end, at once and behind padding.
    @Test(arguments: PictureFormat.allCases)
    func whatStandsBehindTheEndIsFound(format: PictureFormat) async throws {
        let plain = try await space.small(format)
        let padding = [UInt8](repeating: 0, count: 70_000)
        for (tail, kind) in try tails() {
            await refuses(space.write(plain + tail, "both"), .hides(kind))
            await refuses(space.write(plain + padding + tail, "apart"), .hides(kind))
        }
    }

    /// Motion photographs, pictures of depth or gain, and what disks leave.
    @Test func whatCamerasAppendIsOrdinary() async throws {
        let plain = try Workspace.bytes(Samples.photograph)
        let film = try Workspace.bytes(Samples.phoneVideo)
        let samsung = Array("\0\0\u{30}\u{0A}\u{10}\0\0\0MotionPhoto_Data".utf8) + film + Array("SEFT".utf8)
        for tail in [
            film, samsung, try Workspace.bytes(Samples.jpeg), [UInt8](repeating: 0, count: 100_000),
            [UInt8](repeating: 0xFF, count: 20), Array("\r\n".utf8),
        ] {
            let judged = try await Pictures().judge(space.write(plain + tail, "camera.jpg"))
            #expect((judged.width, judged.height) == (1024, 768))
        }
        let both = space.write(plain + film, "camera.jpg")
        let picture = try await Pictures().prepare(both, into: space["out"], widths: [100])
        #expect(!contains(try Workspace.bytes(picture.sizes[0].path), "ftyp"))
    }

    /// A film between the picture and the thing hides nothing.
    @Test func whatStandsBehindAFilmIsFound() async throws {
        let both = try Workspace.bytes(Samples.photograph) + Workspace.bytes(Samples.phoneVideo)
        for (tail, kind) in try tails() where tail.count > 40 {
            await refuses(space.write(both + tail, "camera.jpg"), .hides(kind))
        }
    }

    @Test func scriptsInMetadataAreFound() async throws {
        let jpeg = try await space.small(.jpeg)
        let png = try await space.small(.png)
        let wide = Array("UNICODE\0".utf8) + Array("<Script>x".utf8).flatMap { [$0, 0] as [UInt8] }
        let xmp = Array("http://ns.adobe.com/xap/1.0/\0<?xpacket?><a href='JavaScript:x'/>".utf8)
        for bytes in [
            PictureBytes.jpeg(jpeg, with: 0xFE, Array("<script>alert(1)</script>".utf8)),
            PictureBytes.jpeg(jpeg, with: 0xE1, Array("Exif\0\0".utf8) + wide),
            PictureBytes.jpeg(jpeg, with: 0xE1, xmp),
            PictureBytes.jpeg(jpeg, with: 0xED, Array("Photoshop 3.0\0<?php system('x') ?>".utf8)),
            PictureBytes.jpeg(jpeg, with: 0xF0, Array("#!/bin/sh\nrm".utf8)),
            PictureBytes.png(png, with: "tEXt", Array("Comment\0<?php phpinfo();".utf8)),
            PictureBytes.png(png, with: "iTXt", Array("T\0\0\0\0\0<html><body>".utf8)),
            PictureBytes.png(png, with: "eXIf", Array("MM\0*<SCRIPT src=x>".utf8)),
            PictureBytes.gif(try await space.small(.gif), comment: Array("<script/x>".utf8)),
            PictureBytes.webp(try await space.small(.webp), with: "XMP ", Array("<script >".utf8)),
            PictureBytes.boxes(try await space.small(.avif), with: "free", Array("<script>".utf8)),
            PictureBytes.boxes(try await space.small(.heic), with: "uuid", Array("x<svg onload=y>".utf8)),
        ] {
            await refuses(space.write(bytes, "scripted"), .hides(.script))
        }
    }

    @Test func archivesAndDocumentsInMetadataAreFound() async throws {
        let zip = try Workspace.bytes(Samples.docx)
        let pdf = Array(try Workspace.bytes(Samples.pdf).prefix(20_000))
        let jpeg = try await space.small(.jpeg)
        let png = try await space.small(.png)
        await refuses(space.write(PictureBytes.png(png, with: "zzZz", zip), "a"), .hides(.archive))
        await refuses(space.write(PictureBytes.png(png, with: "zzZz", pdf), "a"), .hides(.document))
        await refuses(space.write(PictureBytes.jpeg(jpeg, with: 0xFE, pdf), "a"), .hides(.document))
        let end = Array(zip.suffix(22))
        await refuses(space.write(PictureBytes.jpeg(jpeg, with: 0xE4, end), "a"), .hides(.archive))
        let program = Array(try Workspace.bytes("/usr/bin/vips").prefix(3_000))
        await refuses(space.write(PictureBytes.jpeg(jpeg, with: 0xEF, program), "a"), .hides(.program))
    }

    /// What people and editors really write into pictures.
    @Test func ordinaryMetadataIsNoScript() async throws {
        let jpeg = try await space.small(.jpeg)
        let png = try await space.small(.png)
        let plist = "<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"-//Apple Computer//DTD PLIST 1.0//EN\">"
        for bytes in [
            PictureBytes.jpeg(jpeg, with: 0xED, Array("Photoshop 3.0\08BIM\(plist)".utf8)),
            PictureBytes.jpeg(jpeg, with: 0xFE, Array("a script about javascript & html, 5 < 6".utf8)),
            PictureBytes.jpeg(jpeg, with: 0xFE, Array("MZ is how my name begins".utf8)),
            PictureBytes.png(png, with: "iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>".utf8)),
            PictureBytes.png(png, with: "tEXt", Array("mxfile\0%3Cmxfile%20host%3D%22%22%3E".utf8)),
        ] {
            _ = try await Pictures().judge(space.write(bytes, "ordinary"))
        }
    }

    @Test func everyPhotographOfTheSamplesIsTaken() async throws {
        var count = 0
        for folder in Samples.pictureFolders {
            for name in Workspace.names(folder)
            where [".jpg", ".JPG", ".png"].contains(where: name.hasSuffix) {
                _ = try await Pictures().judge("\(folder)/\(name)")
                count += 1
            }
        }
        #expect(count >= 13)
    }

    /// Changed, cut and doubled bytes: an answer, never a crash, and soon.
    @Test(arguments: PictureFormat.allCases)
    func anyBytesAreJudged(format: PictureFormat) async throws {
        let plain = try await space.small(format, side: 24)
        var dice = Dice(state: 7)
        for _ in 0..<300 {
            var bytes = plain
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                bytes[Int.random(in: 0..<min(bytes.count, 400), using: &dice)] = .random(
                    in: 0...255, using: &dice)
            }
            bytes = Array(bytes.prefix(Int.random(in: 1...bytes.count * 3, using: &dice)))
            do {
                _ = try await Pictures().judge(space.write(bytes, "any"))
            } catch is PictureRefusal {}
        }
    }

    private func tails() throws -> [([UInt8], ForeignMatter)] {
        let zip = try Workspace.bytes(Samples.docx)
        let windows =
            [0x4D, 0x5A] + [UInt8](repeating: 0, count: 62) + Array("PE".utf8) + [0, 0, 0x64, 0x86]
        return [
            (zip, .archive), (zip + Array("a few bytes more".utf8), .archive),
            (Array("Rar!".utf8) + [0x1A, 7, 1, 0] + zip.prefix(50), .archive),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4] + zip.prefix(50), .archive),
            ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + zip.prefix(50), .archive),
            (try Workspace.bytes(Samples.pdf), .document),
            (Array(try Workspace.bytes("/usr/bin/vips").prefix(5_000)), .program),
            (windows + zip.prefix(50), .program),
            (Array("<script>alert(document.cookie)</script> and more of it".utf8), .script),
            (Array("<?php system($_GET['x']); and so on, and so on, on ?>".utf8), .script),
            (Array("#!/bin/sh\n".utf8), .script),
        ]
    }

    private func refuses(
        _ source: String, _ refusal: PictureRefusal, at location: SourceLocation = #_sourceLocation
    ) async {
        await #expect(throws: refusal, sourceLocation: location) { try await Pictures().judge(source) }
    }
}
