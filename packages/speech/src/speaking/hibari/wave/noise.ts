/** Numbers of a normal distribution, in pairs, the same ones for the same seed (mulberry32, Box and Muller). */
export function createNoise(seed: number): (pair: Float64Array) => void {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (pair) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    pair[0] = radius * Math.cos(angle);
    pair[1] = radius * Math.sin(angle);
  };
}
