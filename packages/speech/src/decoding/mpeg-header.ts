const kilobits = {
  // By layer, of MPEG 1 and of MPEG 2 and 2.5 (ISO 11172-3, table 2.4.2.3).
  '1-1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1-2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1-3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2-1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2-2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  '2-3': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const rates = [44_100, 48_000, 32_000];

/** The length of the frame that begins there; null where none does. */
function frameBytes(head: Buffer, at: number): number | null {
  const [first = 0, second = 0, third = 0] = head.subarray(at, at + 3);
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  const bits = (third >> 4) - 1;
  const rate = rates[(third >> 2) & 3];
  if (version === 1 || layer === 4 || rate === undefined) return null;
  const table = kilobits[`${version === 3 ? 1 : 2}-${layer as 1 | 2 | 3}`];
  const rateHz = version === 3 ? rate : version === 2 ? rate / 2 : rate / 4;
  const bitRate = (table[bits] ?? 0) * 1000;
  if (bitRate === 0) return null;
  const padding = (third >> 1) & 1;
  if (layer === 1) return (Math.floor((12 * bitRate) / rateHz) + padding) * 4;
  const samples = layer === 3 && version !== 3 ? 576 : 1152;
  return Math.floor(((samples / 8) * bitRate) / rateHz) + padding;
}

/** Whether frames of MPEG audio begin there: one, and another right after it where the file goes on. */
export function isMpegAudio(head: Buffer, at: number): boolean {
  const length = frameBytes(head, at);
  if (length === null) return false;
  return at + length + 3 > head.length || frameBytes(head, at + length) !== null;
}
