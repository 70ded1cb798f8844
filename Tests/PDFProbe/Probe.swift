// The PDF core behind a few C functions, the same natively and as WebAssembly: `Scripts/wasm-test` has both make the same
// documents and compares them byte by byte.

import PDF

nonisolated(unsafe) private var fonts: [Font] = []
nonisolated(unsafe) private var images: [Image] = []
nonisolated(unsafe) private var document: [UInt8] = []

/// Room for bytes that are handed over; who takes them gives it back.
@_expose(wasm, "probe_room") @_cdecl("probe_room")
public func room(_ count: Int32) -> UnsafeMutablePointer<UInt8> { .allocate(capacity: Int(count)) }

/// 0, or 1 when the bytes are refused.
@_expose(wasm, "probe_font") @_cdecl("probe_font")
public func addFont(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int32) -> Int32 {
  do throws(PDFError) {
    fonts.append(try Font(take(bytes, count)))
    return 0
  } catch {
    return 1
  }
}

/// 0, or 1 when the bytes are refused.
@_expose(wasm, "probe_image") @_cdecl("probe_image")
public func addImage(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int32) -> Int32 {
  do throws(PDFError) {
    images.append(try Image(take(bytes, count)))
    return 0
  } catch {
    return 1
  }
}

private func take(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int32) -> [UInt8] {
  let taken = Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
  bytes.deallocate()
  return taken
}

/// The length of a document with so many lines, or -1.
@_expose(wasm, "probe_render") @_cdecl("probe_render")
public func render(_ lines: Int32) -> Int32 {
  do throws(PDFError) {
    let pages = try Sample(fonts: fonts, images: images).pages(Int(lines))
    document = try PDFDocument(
      pages: DisplayList(pages: pages), title: "Probe – نموذج", language: "de",
      created: DocumentDate(secondsSince1970: 1_772_000_000),
      attachments: [
        Attachment(
          name: "data.txt", mediaType: "text/plain", relationship: .data,
          bytes: Array(DisplayList(pages: pages).dump().utf8))
      ]
    ).bytes()
    return Int32(document.count)
  } catch {
    return -1
  }
}

/// Where the last document is.
@_expose(wasm, "probe_copy") @_cdecl("probe_copy")
public func copy(_ target: UnsafeMutablePointer<UInt8>) {
  for (index, byte) in document.enumerated() { target[index] = byte }
}
