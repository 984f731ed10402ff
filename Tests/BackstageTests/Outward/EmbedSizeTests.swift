import Testing

@testable import Backstage

@Suite("Sizes of what is embedded") struct EmbedSizeTests {
    private func picture(_ width: Int, _ height: Int) -> Picture {
        Picture(folder: "a/b", widths: [480], width: width, height: height, tone: 0, alt: "", duration: 0)
    }

    @Test("a film keeps its shape and fits, however it is asked for")
    func shapes() {
        for (width, height) in [(1_920, 1_080), (1_080, 1_920), (1, 4_000), (4_000, 1), (0, 0)] {
            for most in [(640, 640), (1, 1), (300, 1_000), (16_384, 10)] {
                let size = EmbedSize(shape: picture(width, height), widthMax: most.0, heightMax: most.1)
                #expect((1...most.0).contains(size.width) && (1...most.1).contains(size.height))
            }
        }
        #expect(
            EmbedSize(shape: picture(1_920, 1_080), widthMax: 640, heightMax: 640)
                == EmbedSize(width: 640, height: 360))
        #expect(
            EmbedSize(shape: picture(1_080, 1_920), widthMax: 640, heightMax: 640)
                == EmbedSize(width: 360, height: 640))
    }
}
