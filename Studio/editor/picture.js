// A picture that a person chose, as every document can carry it: drawn anew on this device, so that it does not matter what it was
// (WebP, GIF, SVG, another colour space, turned by its camera's note), nor how large.

import { base64 } from './more.js'

/** The longer side, in pixels: at 300 dots to the inch that is 10 cm of paper. */
const LONGEST = 1200
/** Bytes of a file that is not worth trying: some 100 megapixels. */
const LARGEST = 50 << 20
/** Bytes of a PNG above which a picture without transparency is a photo. */
const PHOTO = 1 << 20
/** The sides of a drawing that names none, which the browser takes for a square. */
const DRAWN = 600

export class NoPicture extends Error {}

/** @returns a PNG or a JPEG, in base64 */
export async function pictureOf(file) {
  if (file.size > LARGEST) throw new NoPicture('This picture has more than 50 MB. A logo of 1,000 pixels is sharp on paper.')
  const sheet = drawn(await loaded(file), file.type === 'image/svg+xml')
  const png = await written(sheet, 'image/png')
  const isPhoto = file.type === 'image/jpeg' || (png.size > PHOTO && isOpaque(sheet))
  return base64(isPhoto ? await written(sheet, 'image/jpeg') : png)
}

async function loaded(file) {
  const picture = new Image()
  const address = URL.createObjectURL(file)
  picture.src = address
  try {
    await picture.decode()
  } catch (error) {
    throw new NoPicture('This file is no picture that this browser can read. Choose a PNG, JPEG, WebP, GIF or SVG.', { cause: error })
  } finally {
    URL.revokeObjectURL(address)
  }
  return picture
}

/** @param isDrawing sharp at each size */
function drawn(picture, isDrawing) {
  const [width, height] = [picture.naturalWidth || DRAWN, picture.naturalHeight || DRAWN]
  const fitting = LONGEST / Math.max(width, height)
  const scale = isDrawing ? fitting : Math.min(1, fitting)
  const sheet = document.createElement('canvas')
  sheet.width = Math.max(1, Math.round(width * scale))
  sheet.height = Math.max(1, Math.round(height * scale))
  const brush = sheet.getContext('2d')
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(picture, 0, 0, sheet.width, sheet.height)
  return sheet
}

const written = (sheet, type) => new Promise((resolve, reject) => sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new NoPicture('This picture is too large for this browser.'))), type, 0.92))

function isOpaque(sheet) {
  const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height)
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}
