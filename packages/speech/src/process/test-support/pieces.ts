/** So many pieces of a tenth of a second, the first sample of each being its number. */
export async function* countedPieces(
  count: number,
  onTaken: (taken: number) => void = () => {},
): AsyncGenerator<Float32Array> {
  for (let at = 0; at < count; at++) {
    onTaken(at + 1);
    yield new Float32Array(1600).fill(at, 0, 1);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
