extension Word {
    static let upload_large: Word = "upload.large"
    static let upload_no_picture: Word = "upload.no_picture"
    static let upload_pixels: Word = "upload.pixels"
    static let upload_damaged: Word = "upload.damaged"
    static let upload_slow: Word = "upload.slow"
    static let upload_unsupported: Word = "upload.unsupported"
}
